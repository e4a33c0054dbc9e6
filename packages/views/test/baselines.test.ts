import { createLedger, fold, type EventBody, type Ledger, type StudyEvent } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { againstBaseline, againstText, baselinesOf, baselinesOfTable, boardFrom, isBaseline, ledgerAgainst } from "../src/index.ts"

const log = (events: readonly EventBody[]): readonly StudyEvent[] =>
  events.map((body, i) => ({ ...body, seq: i + 1, at: i, hash: String(i) }))
const created = (direction: "minimize" | "maximize"): EventBody => ({
  kind: "study.created",
  definition: {
    name: "s",
    space: { lr: "log(1e-4, 1)" },
    objectives: [{ metric: "loss", direction }],
    constraints: ["size <= 5"],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
  },
})
const trial = (n: number, by: string, loss: number, more: { label?: string; size?: number } = {}): EventBody[] => [
  {
    kind: "trial.suggested",
    trial: n,
    config: { lr: 0.1 },
    why: "w",
    by,
    basis: 1,
    ...(more.label !== undefined && { label: more.label }),
  },
  { kind: "trial.started", trial: n, attempt: 1, session: "s" },
  { kind: "trial.finished", trial: n, attempt: 1, state: "complete", metrics: { loss, size: more.size ?? 1 } },
]
const study = (direction: "minimize" | "maximize" = "minimize"): readonly StudyEvent[] =>
  log([
    created(direction),
    ...trial(0, "baseline", 0.5, { label: "paper" }),
    ...trial(1, "baseline", 0.4, { size: 9 }),
    ...trial(2, "random/1", 0.25),
    ...trial(3, "baseline", 0.6),
  ])
const ledgerOf = (events: readonly StudyEvent[]): Ledger => events.slice(1).reduce(fold, createLedger(events[0] as never))

describe("the baselines of a study", () => {
  it("are the trials that were given; one that breaks a limit has no value", () => {
    const wanted = [
      { trial: 0, label: "paper", value: 0.5 },
      { trial: 1, label: "baseline" },
      { trial: 3, label: "baseline", value: 0.6 },
    ]
    const { table } = boardFrom(study())
    expect(baselinesOfTable(table, "loss")).toEqual(wanted)
    expect(baselinesOfTable(table, "loss", 1)).toEqual(wanted.slice(0, 1))
    expect([0, 1, 2, 3].map((n) => isBaseline(table, n))).toEqual([true, true, false, true])
    expect(baselinesOf(ledgerOf(study()))).toEqual(wanted)
  })

  it("the best is compared with the best of them, in the direction of the objective", () => {
    const against = ledgerAgainst(ledgerOf(study()))!
    expect(against).toEqual({ label: "paper", trial: 0, difference: -0.25, share: -0.5, better: true })
    expect(againstText(against, String)).toBe("vs paper −0.25 (−50 %)")
    const upward = ledgerAgainst(ledgerOf(study("maximize")))!
    expect(upward).toMatchObject({ trial: 3, difference: 0, better: false })
    expect(againstText(upward, String)).toBe("the same as baseline")
  })

  it("says nothing where there is nothing to compare, and no share of 0", () => {
    expect(againstBaseline([{ trial: 0, label: "a" }], 1, { direction: "minimize" })).toBeUndefined()
    expect(againstBaseline([{ trial: 0, label: "a", value: 1 }], undefined, { direction: "minimize" })).toBeUndefined()
    const against = againstBaseline([{ trial: 0, label: "a", value: 0 }], 2, { direction: "minimize" })!
    expect(againstText(against, String)).toBe("vs a +2")
  })
})
