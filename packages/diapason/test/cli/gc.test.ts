import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { memoryStore, openSession, type Session } from "@diapason/core"
import { choose } from "@diapason/algorithms"
import { checkpointsOf } from "@diapason/executors"
import { describe, expect, test } from "vitest"
import { bytesOf, bytesText } from "../../src/cli/text/bytes.ts"
import { keepTidy } from "../../src/host/keep-tidy.ts"
import { systemClock } from "../../src/host/system-clock.ts"
import { diapason, folder, type Ran } from "./diapason.ts"

const script = fileURLToPath(new URL("saves.mjs", import.meta.url))
const tune = (...more: readonly string[]) => [
  ...["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--sampler", "random", "--name", "s", "--reporter", "lines", ...more],
  ...["--", process.execPath, script],
]

interface View {
  readonly dryRun: boolean
  readonly removed: readonly { readonly trial: number; readonly step?: number; readonly bytes: number; readonly why: string }[]
  readonly kept: readonly { readonly trial: number; readonly step?: number; readonly why: string }[]
  readonly freed: number
  readonly over?: number
}
const view = ({ out }: Ran): View => JSON.parse(out) as View

/** The folders that trials have left, as `TRIAL/NAME`. */
function states(cwd: string): readonly string[] {
  const base = join(cwd, ".diapason", "s", "checkpoints")
  return readdirSync(base).flatMap((trial) => readdirSync(join(base, trial)).map((name) => `${trial}/${name}`))
}

describe("tune and gc", { timeout: 60_000 }, () => {
  test("tune keeps of all that was saved only the last state of the best trial, and the record says so", async () => {
    const cwd = folder()
    expect((await diapason(tune("--trials", "3"), { cwd })).code).toBe(0)
    const { best } = JSON.parse((await diapason(["best", "--json"], { cwd })).out) as { best: readonly { trial: number }[] }
    expect(states(cwd)).toEqual([`${best[0]!.trial}/step-5`])
    expect(view(await diapason(["gc", "--json"], { cwd }))).toMatchObject({ removed: [], kept: [{ step: 5 }] })
    expect((await diapason(["replay"], { cwd })).code).toBe(0)
  })

  test("gc says what would go, removes it, and removes what a lost attempt has left, but not what is a script's own", async () => {
    const cwd = folder()
    expect((await diapason(tune("--trials", "2", "--quota", "1GiB"), { cwd })).code).toBe(0)
    expect(states(cwd)).toHaveLength(10)
    const base = join(cwd, ".diapason", "s", "checkpoints", "0")
    for (const name of [".step-9.417", "mine"]) {
      mkdirSync(join(base, name))
      writeFileSync(join(base, name, "weights"), "12345")
    }

    const dry = view(await diapason(["gc", "--dry-run", "--json"], { cwd }))
    expect(dry).toMatchObject({ dryRun: true, freed: dry.removed.reduce((sum, { bytes }) => sum + bytes, 0) })
    expect(dry.removed).toHaveLength(10)
    expect(dry.removed.at(-1)).toMatchObject({ trial: 0, bytes: 5, why: "it was never finished" })
    expect(dry.kept).toHaveLength(2)
    expect(dry.kept.at(-1)).toMatchObject({ trial: 0, why: "no event names it and no helper has written it: it is the script's own" })
    expect(states(cwd)).toHaveLength(12)

    const both = view(await diapason(["gc", "--dry-run", "--json", "--keep-best", "2"], { cwd }))
    expect(both.kept.map(({ trial, step }) => [trial, step])).toEqual(
      expect.arrayContaining([
        [0, 5],
        [1, 5],
      ]),
    )

    const ran = await diapason(["gc", "s"], { cwd })
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/freed in 10, .* kept in 2\n$/) as string })
    expect(states(cwd)).toHaveLength(2)
    expect(states(cwd)).toContain("0/mine")
    expect(view(await diapason(["gc", "--json"], { cwd })).removed).toEqual([])
    expect((await diapason(["replay"], { cwd })).code).toBe(0)
  })

  test("a quota takes as much as it must, and says what it may not take", async () => {
    const cwd = folder()
    await diapason(tune("--trials", "2", "--quota", "1GiB"), { cwd })
    const one = view(await diapason(["gc", "--dry-run", "--json", "--quota", "1GiB"], { cwd }))
    expect(one).toMatchObject({ removed: [], kept: Array.from({ length: 10 }, () => ({})) })
    const none = await diapason(["gc", "--quota", "1B"], { cwd })
    expect(none.out).toContain("over the quota: all that is left may be needed, for the reasons above")
    expect(states(cwd)).toHaveLength(1)
  })

  test("a trial whose last state is torn goes on from the one before, which is said", async () => {
    const cwd = folder({ tear: "" })
    const { code, err } = await diapason(tune("--trials", "1"), { cwd })
    expect(code).toBe(0)
    expect(err).toContain("requeued")
    expect(err).toMatch(
      /note D216 {2}trial 0: What was saved at step 4, and trial 0 was to go on from, cannot be restored: it has \d+ of the/,
    )
    expect((await diapason(["show", "0", "--logs"], { cwd })).out).toContain("from 3\n")
  })

  test.each([
    ["--quota", "much"],
    ["--quota", "-1GiB"],
    ["--keep-best", "1.5"],
  ])("%s %s is refused, and nothing is removed", async (flag, text) => {
    const ran = await diapason(["gc", `${flag}=${text}`], { cwd: folder() })
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("error D140") as string })
  })

  test("a study that is not there is said to be none", async () => {
    expect((await diapason(["gc", "nothing"], { cwd: folder() })).err).toContain("D303")
  })
})

describe("while a study goes on", () => {
  async function opened(): Promise<Session> {
    const wanted = {
      name: "s",
      space: { x: { type: "float", low: 0, high: 1 } },
      objectives: [{ metric: "loss", direction: "minimize" }],
    } as const
    const holder = { host: "h", boot: "b", pid: 1, started: "0" }
    const host = { alive: () => true, sweep: () => Promise.resolve() }
    return await openSession({
      store: memoryStore(systemClock),
      clock: systemClock,
      wanted,
      choose,
      session: "me",
      holder,
      host,
      facts: {},
    })
  }
  const save = async (session: Session, base: string, step: number): Promise<void> => {
    const path = join(base, "0", `step-${step}`)
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, "w"), "1")
    await session.checkpoint(0, step, path)
  }

  test("what is needed no more is deleted after each checkpoint, and what lies elsewhere is left alone", async () => {
    const base = checkpointsOf(folder(), "s")
    const elsewhere = folder({ "step-0/w": "1" })
    const session = await opened()
    const said: string[] = []
    const tidy = keepTidy(session, { base, rules: {}, diagnostic: (_, code) => said.push(code) })
    await session.ask()
    await session.checkpoint(0, 0, join(elsewhere, "step-0"))
    for (const step of [1, 2, 3, 4]) await save(session, base, step)
    await tidy.settled()
    expect(readdirSync(join(base, "0"))).toEqual(["step-3", "step-4"])
    expect([said, existsSync(join(elsewhere, "step-0", "w"))]).toEqual([[], true])
    await session.close("done")
  })

  test("what cannot be deleted is said once, and is out of the record", async () => {
    const base = checkpointsOf(folder(), "s")
    const session = await opened()
    const said: string[] = []
    const tidy = keepTidy(session, { base, rules: {}, diagnostic: (trial, code, text) => said.push(`${trial} ${code} ${text}`) })
    await session.ask()
    // A link on the way leads elsewhere: what is behind it is not deleted.
    const link = join(base, "0", "link")
    const target = folder({ "step-1/w": "1" })
    mkdirSync(join(base, "0"), { recursive: true })
    symlinkSync(target, link)
    await session.checkpoint(0, 1, join(link, "step-1"))
    for (const step of [2, 3]) await save(session, base, step)
    await tidy.settled()
    expect(said).toHaveLength(1)
    expect(said[0]).toContain("0 D217 What trial 0 had saved and nobody needs any more could not be deleted: it does not lie in")
    expect(session.ledger.trials[0]!.checkpoints.map(({ step }) => step)).toEqual([2, 3])
    expect(existsSync(join(target, "step-1", "w"))).toBe(true)
    await session.close("done")
  })
})

test("sizes are read as people write them", () => {
  expect(["40GiB", "500MB", "1.5 KiB", "4096", "0", "12B", "2g"].map((text) => bytesOf("--quota", text))).toEqual([
    40 * 1024 ** 3,
    500e6,
    1536,
    4096,
    0,
    12,
    2e9,
  ])
  expect([0, 1023, 1024, 19_084_083, 5.5 * 1024 ** 4].map(bytesText)).toEqual(["0 B", "1023 B", "1 KiB", "18.2 MiB", "5.5 TiB"])
})
