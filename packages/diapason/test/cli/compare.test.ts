import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { EventBody } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { study } from "@diapason/testkit"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { schemas } from "../../src/cli/schemas/index.ts"
import { inside } from "./every/prepared.ts"

let cwd: string

interface Past {
  readonly seed?: number
  readonly sampler?: string
  readonly space?: Readonly<Record<string, string>>
  readonly direction?: "minimize" | "maximize"
}

/** A study whose trials came to these losses; NaN for one that failed. */
function logOf(
  losses: readonly number[],
  { seed = 0, sampler = "random", space = { x: "0.0..1.0" }, direction = "minimize" }: Past = {},
): EventBody[] {
  const objectives = [{ metric: "loss", direction }]
  const failure = { kind: "crash", message: "" } as const
  return [
    study({ objectives, seed, space, sampler: { type: sampler } }),
    { kind: "session.opened", session: "a", holder: { host: "h", boot: "b", pid: 1, started: "0" }, facts: {} },
    ...losses.flatMap((loss, trial): EventBody[] => [
      { kind: "trial.suggested", trial, config: { x: 0.5 }, why: "", by: "random/1", basis: 2 },
      { kind: "trial.started", trial, attempt: 1, session: "a" },
      Number.isNaN(loss)
        ? { kind: "trial.finished", trial, attempt: 1, state: "failed", metrics: {}, failure }
        : { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: { loss } },
    ]),
  ]
}

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "diapason-compare-"))
  mkdirSync(join(cwd, ".diapason"))
  const url = `sqlite:${join(cwd, ".diapason", "diapason.db")}`
  const store = await openStore(url)
  const add = (name: string, losses: readonly number[], past?: Past) => {
    const [created, ...others] = logOf(losses, past)
    const { definition } = created as Extract<EventBody, { kind: "study.created" }>
    return store.append(name, [{ kind: "study.created", definition: { ...definition, name } }, ...others])
  }
  for (let seed = 1; seed <= 8; seed++) {
    await add(`tpe-${seed}`, [5, 4, 3 + seed / 10, 1 + seed / 10], { seed, sampler: "tpe" })
    await add(`gp-${seed}`, seed === 8 ? [5, 3, 2, 1.9] : [5, 3, 1 + seed / 10, 0.9], { seed, sampler: "gp" })
  }
  await add("wide", [4, 3, 2], { space: { x: "0.0..2.0" } })
  await add("crashed", [NaN, NaN, NaN])
  await add("risen", [1, 2], { direction: "maximize" })
  await add("empty", [])
  await store.close()
})

afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const compare = (...argv: readonly string[]) => inside(cwd, "compare", ...argv)
/** The document, once its schema has taken it. */
const json = async (...argv: readonly string[]): Promise<Record<string, unknown>> => {
  const document = JSON.parse((await compare(...argv, "--json")).out) as Record<string, unknown>
  ;(await schemas["compare"]!()).parse(document)
  return document
}

describe("compare of groups", () => {
  test("gives medians at equal budgets, what a target took, and what their pairs show", async () => {
    const { out } = await compare("tpe-*", "gp-*", "--target", "1.5")
    const lines = out.trimEnd().split("\n")
    expect(lines[0]).toMatch(/^ {2}loss ↓ +studies +at 1 trial +at 2 trials +at 4 trials +to 1\.5 +median +expected +targets reached$/)
    expect(lines[1]).toMatch(/^ {2}tpe-\* +8 +5 +4 +1\.45 +5 of 8 +4 trials +6\.4 trials +\d+ %$/)
    expect(lines[2]).toMatch(/^ {2}gp-\* +8 +5 +3 +0\.9 +7 of 8 +3 trials +\d\.\d trials +\d+ %$/)
    // Seven leads of 0.2 to 0.8 against one of −0.1: W⁺ = 35 of 36.
    expect(lines[3]).toMatch(
      /^ {2}At 4 trials gp-\* is better than tpe-\* in 7 of 8 pairs \(by name\): by 0\.\d+ in the middle \(.* %\)\. P\(gp-\* better\) = (0\.9\d|1\.00)\.$/,
    )
    expect(lines[4]).toBe("  Exact signed-rank test, two-sided: p = 0.02.")
    expect(lines).toHaveLength(5)
  })

  test("--by sorts studies by a setting, and pairs them by their seeds", async () => {
    const document = await json("tpe-*", "gp-*", "--by", "sampler")
    expect(document["groups"]).toMatchObject([{ group: "tpe" }, { group: "gp" }])
    expect(document["pairings"]).toMatchObject([{ paired_by: "seed", pairs: 8, left: 0 }])
  })

  test("says that a few pairs cannot show a difference", async () => {
    const { out } = await compare("tpe-1", "gp-*")
    expect(out).toContain("1 pair cannot show a difference below p = 1: it takes 6 at least.")
    expect(out).toContain("7 studies have no partner")
  })

  test.each([
    ["tpe-*", "gp-*", "--target", "1.5"],
    ["crash*", "wide", "--at", "cost"],
    ["emp*", "gp-*", "tpe-*"],
    ["crashed", "wide", "--target", "1"],
  ])("the document of %s %s is one by its schema", async (...argv) => expect((await json(...argv))["metric"]).toBe("loss"))

  test("a group without a usable trial has nothing to show", async () => {
    const { out, code } = await compare("crash*", "wide", "--target", "3")
    expect(code).toBe(0)
    expect(out).toMatch(/crash\* +1 +— +— +0 of 1 +— +— +0 %/)
    expect((await compare("emp*", "wide")).out).toContain("Some study has spent nothing yet")
  })
})

describe("compare of studies", () => {
  test("tells in what their spaces differ", async () => {
    const { out } = await compare("tpe-1", "wide")
    expect(out).toContain("They do not search the same space:\n  ≠ x  0.0..1.0 (tpe-1) · 0.0..2.0 (wide)")
    expect((await json("tpe-1", "gp-1"))["differences"]).toEqual([])
  })

  test("takes one pattern for studies that stand each for itself, and counts cost", async () => {
    const document = await json("tpe-*", "--at", "cost")
    expect(document["studies"]).toHaveLength(8)
    expect((document["studies"] as { spent: object }[])[0]!.spent).toMatchObject({ trials: 4, cost: expect.any(Number) as number })
  })
})

test.each([
  [["tpe-1", "risen"], "D188", "tpe-1 minimizes loss, risen maximizes loss"],
  [["tpe-*", "risen"], "D188", "risen maximizes loss"],
  [["tpe-1", "tpe-1"], "D189", "tpe-1 is named twice"],
  [["tpe-*", "tpe-1"], "D189", "tpe-1 is named twice"],
  [["tpe-*", "cma-*"], "D189", "no study is named cma-*"],
  [["cma-*"], "D189", "no study is named cma-*"],
  [["wid*"], "D189", "one side only"],
  [["tpe-1", "nowhere"], "D303", "no study named nowhere"],
  [["tpe-*", "--by", "sampler"], "D189", "all have the same sampler, tpe"],
  [["tpe-*", "--by", "colour"], "D140", "sampler, scheduler, terminator"],
  [["tpe-1"], "D140", "at least two studies"],
  [["tpe-1", "gp-1", "--at", "steps"], "D140", "trials, time, cost"],
])("compare %j is refused with %s", async (argv, errorCode, words) => {
  const { code, out, err } = await compare(...argv)
  expect([code, out]).toEqual([2, ""])
  expect(err).toContain(`error ${errorCode}`)
  expect(err).toContain(words)
})
