import type { Ledger, Next } from "@diapason/core"
import type { Rungs } from "../rungs/rungs.ts"

/**
 * The trial that goes on next: scanning from the highest rung down, the best one that is paused among the best one in eta of its rung,
 * where those that were promoted and have to begin again count as the first of them. Undefined when there is none.
 */
export function promotion(brackets: readonly Rungs[], eta: number, max: number, ledger: Ledger): Next | undefined {
  const highest = Math.max(...brackets.map(({ steps }) => steps.length))
  for (let level = 1; level <= highest; level++)
    for (const rungs of brackets) {
      const k = rungs.steps.length - level
      const trial = k < 0 ? undefined : promotable(rungs, k, eta, ledger)
      if (trial !== undefined) return { do: "resume", trial, fidelity: rungs.steps[k + 1] ?? max }
    }
  return undefined
}

/** The best trial that may go on from rung k. */
export function promotable(rungs: Rungs, k: number, eta: number, ledger: Ledger): number | undefined {
  const standings = rungs.standings[k]!
  const away = rungs.away[k]!.size
  const quota = Math.floor((standings.length + away) / eta) - away
  for (let i = 0; i < quota; i++) if (isResting(rungs, k, standings[i]!.number, ledger)) return standings[i]!.number
  return undefined
}

/** Whether a trial is paused at rung k, with a loss that is a number. */
export function isResting(rungs: Rungs, k: number, number: number, ledger: Ledger): boolean {
  if (ledger.trials[number]!.state !== "paused") return false
  const losses = rungs.reached(number)
  return losses.length === k + 1 && !Number.isNaN(losses[k])
}
