import { configKey, configToday, flatToday, fromWireMetrics, type CompleteTrial, type Ledger, type Trial } from "@diapason/core"
import type { Arm } from "./replicates.ts"

/** A configuration of a study with all that its runs came to. */
export interface StudyArm extends Arm {
  /** Every trial that had this configuration, by number. */
  readonly trials: readonly number[]
  /** Losses of the runs after the search by their repeat: those that may choose a winner. */
  readonly chosen: ReadonlyMap<number, number>
  /** Losses of the runs that were kept aside, to say how good the winner is. */
  readonly aside: readonly number[]
}

/** From this repeat on, a run after the search says how good a trial is and never helps to choose it. */
export const firstAside = 1_000_000

/**
 * The configurations of a study whose runs count: complete, not excluded, within all limits, of a finite loss. In the order of their first
 * trials. `m` is the objective.
 */
export function armsOf(ledger: Ledger, m = 0): readonly StudyArm[] {
  const byKey = new Map<string, CompleteTrial[]>()
  for (const trial of ledger.trials) {
    if (!isUsable(ledger, trial)) continue
    const flat = flatToday(ledger, trial)
    const key = flat === undefined ? `#${trial.number}` : configKey(flat)
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, [trial])
    else known.push(trial)
  }
  return [...byKey.values()].map((trials) => ({
    number: trials[0]!.number,
    trials: trials.map(({ number }) => number),
    losses: trials.map(({ values }) => ledger.rules.losses(values)[m]!),
    chosen: new Map(trials.flatMap((trial) => runsOf(ledger, trial, m).filter(([repeat]) => repeat < firstAside))),
    aside: trials.flatMap((trial) => runsOf(ledger, trial, m).flatMap(([repeat, loss]) => (repeat < firstAside ? [] : [loss]))),
  }))
}

function isUsable(ledger: Ledger, trial: Trial): trial is CompleteTrial {
  if (trial.state !== "complete" || trial.excluded !== undefined) return false
  if (!ledger.rules.losses(trial.values).every(Number.isFinite)) return false
  return ledger.rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0)
}

/** The runs after the search that came to a finite loss, by repeat. */
const runsOf = ({ rules }: Ledger, { confirmed = [] }: Trial, m: number): readonly (readonly [number, number])[] =>
  confirmed.flatMap(({ repeat, metrics, failure }) => {
    const loss = failure === undefined ? rules.losses(fromWireMetrics(metrics))[m]! : NaN
    return Number.isFinite(loss) ? [[repeat, loss] as const] : []
  })
