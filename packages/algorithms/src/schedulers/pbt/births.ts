/** Who belongs to the population. All of it is read from the ledger, so that a snapshot says the same as the whole log. */
import type { Ledger, Trial } from "@diapason/core"

/**
 * The trials of the present population, by number. It is over when as many trials as it has members are complete; what is born after
 * that begins another.
 */
export function birthsOf({ trials }: Ledger, size: number): readonly Trial[] {
  let [begins, complete] = [0, 0]
  for (const { by, number, state } of trials) {
    if (by === "added") continue
    if (complete === size) [begins, complete] = [number, 0]
    if (state === "complete") complete++
  }
  return trials.slice(begins).filter(({ by }) => by !== "added")
}

/** Whether a trial has not given its place away. */
export const holdsPlace = ({ state }: Trial): boolean => state !== "pruned" && state !== "failed"

/** How many trials the budget has left. */
export const birthsLeft = ({ budget, trials, added }: Ledger): number => (budget.trials ?? Infinity) - (trials.length - added)
