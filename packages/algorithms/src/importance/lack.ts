import type { Evidence } from "./evidence.ts"

/** What is missing for a measure; `has` of `needs` trials where more of them would do. */
export interface Lack {
  readonly says: string
  readonly has?: number
  readonly needs?: number
}

/**
 * Why there is no model of these trials, for people; undefined where there is one. `what` begins the sentence, as in `Importance needs 10
 * complete trials; you have 6`.
 */
export function lackOf({ losses, features }: Evidence, what: string): Lack | undefined {
  const has = losses.length
  if (has < leastForModel) return { says: `${what} needs ${leastForModel} complete trials; you have ${has}.`, has, needs: leastForModel }
  if (features.length === 0) return { says: `${what} needs a parameter that took more than one value; none did.` }
  if (losses.every((loss) => loss === losses[0])) return { says: `${what} needs losses that differ; all ${has} trials have the same.` }
  return undefined
}

/** Complete trials below which no model is made. */
export const leastForModel = 10
