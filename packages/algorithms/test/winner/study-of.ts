/** Small studies as ledgers: what ended with which values, and what was run again. */
import { createLedger, fold, type Config, type Definition, type EventBody, type Ledger, type WireMetrics } from "@diapason/core"

export interface Ended {
  readonly config: Config
  /** Absent for one that failed. */
  readonly values?: WireMetrics
  readonly by?: string
}

/** A study over x and y in 0..1 that minimises `loss` unless told otherwise, with these trials. */
export function studyOf(trials: readonly Ended[], more: Partial<Definition> = {}): Ledger {
  const unit = { type: "float", low: 0, high: 1 } as const
  const definition: Definition = {
    name: "s",
    space: { x: unit, y: unit },
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
    ...more,
  }
  const ledger = createLedger({ kind: "study.created", definition, seq: 1, at: 1, hash: "" })
  for (const [trial, { config, values, by = "random/1" }] of trials.entries()) {
    add(ledger, { kind: "trial.suggested", trial, config, why: "", by, basis: 1 })
    add(ledger, { kind: "trial.started", trial, attempt: 1, session: "a" })
    add(
      ledger,
      values === undefined
        ? { kind: "trial.finished", trial, attempt: 1, state: "failed", metrics: {}, failure: { kind: "crash", message: "no" } }
        : { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: values },
    )
  }
  return ledger
}

/** One run of a trial after the search. */
export const runAgain = (ledger: Ledger, trial: number, repeat: number, loss: number): void =>
  add(ledger, { kind: "trial.confirmed", trial, repeat, seed: repeat, metrics: { loss } })

function add(ledger: Ledger, body: EventBody): void {
  fold(ledger, { ...body, seq: ledger.seq + 1, at: ledger.seq + 1, hash: "" })
}
