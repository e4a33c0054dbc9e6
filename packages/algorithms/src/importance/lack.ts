import type { Evidence } from "./evidence.ts"

/** What is missing for a measure, for people; `needed` and `has` count trials where these are too few. */
export interface Lack {
  readonly lacks: string
  readonly needed?: number
  readonly has?: number
}

/**
 * Why there is no model of these trials, for people; undefined where there is one. `what` begins the sentence: `Importance needs` for
 * `Importance needs 10 complete trials; you have 6`.
 */
export function lackOf({ losses, features }: Evidence, what: string): Lack | undefined {
  const has = losses.length
  if (has < leastForModel) return { lacks: `${what} ${leastForModel} complete trials; you have ${has}.`, needed: leastForModel, has }
  if (features.length === 0) return { lacks: `${what} a parameter that took more than one value; none did.` }
  if (losses.every((loss) => loss === losses[0])) return { lacks: `${what} losses that differ; all ${has} trials have the same.` }
  return undefined
}

/** Complete trials below which no model is made. */
export const leastForModel = 10
