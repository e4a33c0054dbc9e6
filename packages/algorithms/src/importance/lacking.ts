import type { Evidence } from "./evidence.ts"

/** Why a measure says nothing: what is not there, and, where more trials would mend it, how many. An outcome, no error. */
export interface Lacking {
  /** A sentence for people. */
  readonly lacks: string
  /** Usable trials that are still needed; absent where trials alone do not help. */
  readonly more?: number
}

/** From so many usable trials on a measure says something. */
export const leastTrials = 10

/** What every measure needs: enough trials, values that differ, a parameter that varied. Undefined where nothing is missing. */
export function lackingIn({ trials, losses, features }: Evidence): Lacking | undefined {
  const count = trials.length
  if (count < leastTrials) return { lacks: `needs ${leastTrials} usable trials, has ${count}`, more: leastTrials - count }
  if (features.length === 0) return { lacks: "no parameter took more than one value" }
  if (losses.every((loss) => loss === losses[0])) return { lacks: "all usable trials have the same value: there is nothing to explain" }
  return undefined
}
