import { configToday, type Ledger } from "@diapason/core"
import type { Judged } from "./judged.ts"

/** The best complete trial: the first of those with the least loss that keep all limits. */
export interface Incumbent {
  readonly number: number
  readonly loss: number
}

/** The better of the incumbent and a trial that has ended, which may not be fit to be one. */
export function orBetter(problem: Judged, best: Incumbent | undefined, ledger: Ledger, number: number): Incumbent | undefined {
  const trial = ledger.trials[number]
  if (trial?.state !== "complete" || trial.excluded !== undefined) return best
  const loss = problem.loss(trial.values)
  if (!Number.isFinite(loss) || !(loss < (best?.loss ?? Infinity))) return best
  return ledger.rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0) ? { number, loss } : best
}

/** The incumbent over everything that has ended. */
export function incumbentOf(problem: Judged, ledger: Ledger): Incumbent | undefined {
  let best: Incumbent | undefined
  for (const number of ledger.finished) best = orBetter(problem, best, ledger, number)
  return best
}
