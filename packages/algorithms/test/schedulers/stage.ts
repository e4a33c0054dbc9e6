import {
  createLedger,
  fold,
  toWireMetrics,
  type Decision,
  type Definition,
  type EventBody,
  type Ledger,
  type RunningTrial,
  type Scheduler,
  type SchedulerProblem,
} from "@diapason/core"
import { expect } from "vitest"

/** What is reported at one step: the metrics, or the value of the first objective's. */
type Report = number | Readonly<Record<string, number>>

/** A study under way, in which trials are played by hand. */
export interface Stage {
  readonly ledger: Ledger
  add(body: EventBody): void
  /** A trial that ran in full, and reported at steps 1, 2, …; an undefined report is missing. */
  complete(reports: readonly (Report | undefined)[]): void
  begin(): void
  /** A report of the newest trial, which runs. */
  decide(step: number, report: Report): Decision
  /** The same, where the decision must also be that of a state made from the ledger alone. */
  report(step: number, report: Report): Decision
}

/** A study that minimises `loss` unless told otherwise. */
export function stageOf(scheduler: Scheduler, more: Partial<Definition> = {}): Stage {
  const definition: Definition = {
    name: "s",
    space: { x: { type: "float", low: 0, high: 1 } },
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
    ...more,
  }
  let seq = 0
  const stamped = (body: EventBody) => ({ ...body, seq: ++seq, at: seq, hash: "" })
  const ledger = createLedger(stamped({ kind: "study.created", definition }))
  const problem = problemOf(ledger)
  let state = scheduler.init(problem, ledger)
  const add = (body: EventBody): void => {
    const event = stamped(body)
    fold(ledger, event)
    state = scheduler.observe(state, event, ledger)
  }
  const newest = (): number => ledger.trials.length - 1
  const begin = (): void => {
    const trial = newest() + 1
    add({ kind: "trial.suggested", trial, config: { x: 0 }, why: "", by: "random/1", basis: 0 })
    add({ kind: "trial.started", trial, attempt: 1, session: "a" })
  }
  const told = (step: number, report: Report): void => {
    const metrics = typeof report === "number" ? { [problem.metric]: report } : report
    add({ kind: "trial.reported", trial: newest(), attempt: 1, step, metrics: toWireMetrics(metrics) })
  }
  const decide = (step: number, report: Report): Decision => {
    told(step, report)
    return scheduler.decide(state, ledger.trials[newest()] as RunningTrial, ledger)
  }
  return {
    ledger,
    add,
    begin,
    complete(reports) {
      begin()
      for (const [i, report] of reports.entries()) if (report !== undefined) told(i + 1, report)
      add({ kind: "trial.finished", trial: newest(), attempt: 1, state: "complete", metrics: {} })
    },
    decide,
    report(step, report) {
      const decision = decide(step, report)
      const running = ledger.trials[newest()] as RunningTrial
      expect(scheduler.decide(scheduler.init(problem, ledger), running, ledger)).toEqual(decision)
      return decision
    },
  }
}

/** The problem of a ledger as a scheduler sees it. */
export function problemOf({ definition, rules, space }: Ledger): SchedulerProblem {
  const { seed, objectives, fidelity } = definition
  const facts = { space, seed, objectives: objectives.length, constraints: rules.outcomes.length, settings: {} }
  return { ...facts, metric: objectives[0]!.metric, loss: rules.loss, ...(fidelity !== undefined && { fidelity }) }
}
