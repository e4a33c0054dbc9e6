/** A ledger that is told what happened, event by event. */
import { createLedger, fold, type Definition, type EventBody, type Ledger } from "@diapason/core"

export interface Told {
  readonly ledger: Ledger
  tell(body: EventBody): void
  begin(trial: number, lr: number, parent?: { readonly trial: number; readonly step: number; readonly path?: string }): void
  /** Saves and reports each step up to the last, with a loss for each. */
  train(trial: number, losses: readonly number[], from?: number): void
}

export function told(more: Partial<Definition> = {}): Told {
  const definition: Definition = {
    name: "p",
    space: { lr: { type: "float", low: 0, high: 10 } },
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 1,
    sampler: { type: "auto" },
    scheduler: { type: "pbt" },
    budget: {},
    fidelity: { name: "epoch", min: 1, max: 12 },
    ...more,
  }
  let seq = 0
  const stamped = (body: EventBody) => ({ ...body, seq: ++seq, at: seq, hash: "" })
  const ledger = createLedger(stamped({ kind: "study.created", definition }))
  const tell = (body: EventBody): void => void fold(ledger, stamped(body))
  return {
    ledger,
    tell,
    begin(trial, lr, parent) {
      tell({ kind: "trial.suggested", trial, config: { lr }, why: "", by: "perturb/1", basis: 0, ...(parent !== undefined && { parent }) })
      const resume = parent === undefined ? {} : { resume: parent.step }
      tell({ kind: "trial.started", trial, attempt: 1, session: "a", fidelity: 12, ...resume })
    },
    train(trial, losses, from = 0) {
      losses.forEach((loss, i) => {
        const step = from + i + 1
        tell({ kind: "trial.checkpointed", trial, attempt: 1, step, path: `${trial}/${step}` })
        tell({ kind: "trial.reported", trial, attempt: 1, step, metrics: { loss } })
      })
    },
  }
}
