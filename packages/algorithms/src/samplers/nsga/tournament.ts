import type { Rng } from "@diapason/math"
import type { Parents } from "./parents.ts"

/** The better of two members drawn at random, as its index; `except` is not drawn. There must be one to draw. */
export function tournament({ standing }: Parents, rng: Rng, except?: number): number {
  const draw = (): number => {
    if (except === undefined) return rng.below(standing.length)
    const i = rng.below(standing.length - 1)
    return i < except ? i : i + 1
  }
  const [first, second] = [draw(), draw()]
  return standing[second]! < standing[first]! ? second : first
}
