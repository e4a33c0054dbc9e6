import type { Rng } from "./rng.ts"

/** A new array with the items in a uniformly random order: Fisher–Yates from the top, n − 1 draws of `rng.below`. */
export function shuffle<T>(items: readonly T[], rng: Rng): T[] {
  const shuffled = [...items]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = rng.below(i + 1)
    const item = shuffled[i]!
    shuffled[i] = shuffled[j]!
    shuffled[j] = item
  }
  return shuffled
}
