import { expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"

test("a study's parameters as bars under one sentence; too few trials are told how many more; programs hear shares by name", async () => {
  const cwd = folder()
  const at = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ op: "add", config: { lr: (i + 1) / 100, bs: 1 + ((i * 7) % 8) }, metrics: { loss: i / 10 } }))
  const init = (name: string) => ({
    op: "init",
    name,
    store: "sqlite:.diapason/diapason.db",
    space: { lr: "0.001..1", bs: "int(1, 8)" },
    objectives: [{ metric: "loss", direction: "minimize" }],
  })
  const say = async (requests: readonly object[]) => {
    const { out } = await diapason(["stdio"], { cwd, input: requests.map((one) => `${JSON.stringify(one)}\n`).join("") })
    return out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  const answer = (await say([init("much"), ...at(24), { op: "importance", method: "ped-anova" }])).at(-1)!
  const { lr, bs } = answer["parameters"] as Record<string, number>
  expect(lr! > bs! && Math.abs(lr! + bs! - 1) < 1e-9).toBe(true)
  expect(answer["pairs"]).toEqual({})
  expect((answer["intervals"] as Record<string, number[]>)["lr"]).toHaveLength(2)
  expect((await say([init("little"), ...at(3), { op: "importance" }])).at(-1)).toMatchObject({ parameters: {}, lacks: { more: 7 } })

  const shown = await diapason(["importance", "much"], { cwd })
  expect(shown.code).toBe(0)
  expect(shown.out).toMatch(
    /^ {2}much {2}loss, fanova over 24 usable trials\n {2}lr mattered most for loss \(\d+ % of how it varies; .*\n {2}lr .*█.* [01]\.\d\d {2}\(/u,
  )
  const little = await diapason(["importance", "little"], { cwd })
  expect(little.code).toBe(0)
  expect(little.out).toContain("needs 10 complete trials; you have 3 (7 more).")
  const wrong = await diapason(["importance", "much", "--target", "los"], { cwd })
  expect([wrong.code, wrong.err.includes("D168")]).toEqual([2, true])
  await say([init("none"), { op: "add", config: { lr: 0.1, bs: 1 }, state: "failed", kind: "oom" }])
  expect((await diapason(["importance", "none", "--json"], { cwd })).code).toBe(3)
})
