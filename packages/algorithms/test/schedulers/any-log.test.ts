import {
  createLedger,
  fold,
  type Decision,
  type Definition,
  type EventBody,
  type RunningTrial,
  type Scheduler,
  type StudyEvent,
} from "@diapason/core"
import { anyStudyLog, study } from "@diapason/testkit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { schedulers } from "../../src/schedulers.ts"
import { problemOf } from "./stage.ts"

// Reports out of order, repeated, missing, late, at steps that nobody named, beyond the last one, NaN and infinite; trials that are
// lost, paused, added, excluded. Settings are such that rules act early.
const eager: Readonly<Record<string, object>> = {
  median: { complete: 1, warmup: 0 },
  percentile: { complete: 1, warmup: 0 },
  patience: { patience: 0, rule: "median" },
  curve: { complete: 1, chance: 0.4 },
  wilcoxon: { level: 0.6 },
  threshold: { lower: 0, upper: 12 },
}

const created = (more: Partial<Definition>) => study({ objectives: [{ metric: "loss", direction: "minimize" }], ...more })

const definitions: readonly Partial<Definition>[] = [
  {},
  { fidelity: { name: "epoch", min: 1, max: 9 } },
  { objectives: [{ metric: "acc", direction: "maximize" }], fidelity: { name: "epoch", min: 2, max: 5 } },
  { objectives: ["loss", "acc"].map((metric) => ({ metric, direction: "maximize" })), constraints: ["acc <= 500"] },
  { objectives: [{ metric: "never", direction: "minimize" }], fidelity: { name: "epoch", min: 1, max: 9 } },
]

/** The decisions on all reports of running trials; each must be what a state made from the ledger alone says. */
function decisions(scheduler: Scheduler, bodies: readonly EventBody[]): readonly Decision[] {
  const [first, ...others] = bodies.map((body, i): StudyEvent => ({ ...body, seq: i + 1, at: 1000 * (i + 1), hash: "" }))
  const ledger = createLedger(first!)
  const problem = problemOf(ledger)
  let state = scheduler.init(problem, ledger)
  return others.flatMap((event) => {
    fold(ledger, event)
    state = scheduler.observe(state, event, ledger)
    const trial = event.kind === "trial.reported" ? ledger.trials[event.trial] : undefined
    if (trial?.state !== "running") return []
    const decision = scheduler.decide(state, trial as RunningTrial, ledger)
    expect(scheduler.decide(scheduler.init(problem, ledger), trial as RunningTrial, ledger)).toEqual(decision)
    return [decision]
  })
}

describe.each(Object.keys(eager))("whatever was logged, %s", (name) => {
  const make = () => schedulers[name]!.make(eager[name] as never)

  it.each(definitions)("decides, says why, and says the same when it is made anew: %j", (more) => {
    fc.assert(
      fc.property(anyStudyLog(created(more), 90), (log) => {
        for (const { why } of decisions(make(), log)) expect(why).not.toMatch(/^$|undefined/)
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})
