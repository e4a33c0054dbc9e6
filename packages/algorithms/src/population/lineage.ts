import { hasEnded, lineOf, type Ledger } from "@diapason/core"

/**
 * The roots of all trials that still train, or that came to the end: few of them say that the population has become one family, and
 * what its first members tried beside that is lost.
 */
export function rootsAlive(ledger: Ledger): readonly number[] {
  const alive = ledger.trials.filter((trial) => !hasEnded(trial) || trial.state === "complete")
  return [...new Set(alive.map(({ number }) => lineOf(ledger, number)[0]!.trial))].sort((a, b) => a - b)
}
