import { configToday, type Ledger, type Trial } from "@diapason/core"

/** Numbers of the feasible complete trials from the best on; with several objectives by the first of them. */
export function ranked(ledger: Ledger): readonly number[] {
  const usable = (trial: Trial): boolean =>
    trial.state === "complete" &&
    trial.excluded === undefined &&
    ledger.rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0)
  const loss = (n: number): number => ledger.rules.loss((ledger.trials[n] as { values: Record<string, number> }).values)
  return ledger.finished.filter((n) => usable(ledger.trials[n]!)).sort((a, b) => order(loss(a), loss(b)) || a - b)
}

/** Also of infinite losses; those that are no number come last. */
const order = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : Number(Number.isNaN(a)) - Number(Number.isNaN(b)))
