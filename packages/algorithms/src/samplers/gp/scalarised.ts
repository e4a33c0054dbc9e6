/**
 * Several objectives as one, with weights that change from suggestion to suggestion, so that in time the whole front is asked for
 * (Knowles 2006, ParEGO, eq. 2): the worst weighted objective, and a little of the sum so that no objective is free.
 */
import { log, type Rng } from "@diapason/math"
import { objective, type Quantity } from "./target.ts"
import { standardised } from "./warp.ts"

/** `m` objectives, at least two. The weights are uniform on the simplex. */
export function scalarised(m: number, rng: Rng): Quantity {
  const weights = simplexPoint(m, rng)
  const parts = weights.map((_, k) => objective(k))
  return {
    name: `objectives weighted ${weights.join()}`,
    over(history) {
      const seen = history.filter(({ outcome }) => outcome.kind !== "crashed" && outcome.losses.length >= m)
      const values = parts.map((part) => unit(part.over(seen).values))
      const worst = seen.map((_, i) => {
        const weighted = weights.map((w, k) => w * values[k]![i]!)
        return Math.max(...weighted) + 0.05 * weighted.reduce((sum, v) => sum + v, 0)
      })
      return { seen, ...standardised(Float64Array.from(worst)) }
    },
  }
}

/** Normalised exponentials are uniform on the simplex. */
function simplexPoint(m: number, rng: Rng): number[] {
  const lengths = Array.from({ length: m }, () => -log(1 - rng.uniform()))
  const sum = lengths.reduce((a, b) => a + b, 0)
  return lengths.map((length) => length / sum)
}

/** From 0 at the least to 1 at the greatest. */
function unit(values: Float64Array): Float64Array {
  let [low, high] = [Infinity, -Infinity]
  for (const v of values) [low, high] = [Math.min(low, v), Math.max(high, v)]
  return values.map((v) => (high > low ? (v - low) / (high - low) : 0))
}
