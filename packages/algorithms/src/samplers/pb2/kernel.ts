/**
 * How alike two stretches of training are: near in values and in the loss that they began with, and not far apart in time, since what is
 * good changes as training goes on. k = exp(−‖x − x'‖²/ℓ) (1 − ε)^{|t − t'|/2} (Bogunovic et al. 2016; Parker-Holder et al. 2020, eq. 6); with
 * categories (1 − λ)(k_c + k_x) + λ k_c k_x in place of the first factor, k_c the share that agree (Parker-Holder et al. 2021).
 */
import { exp, log1p } from "@diapason/math"

/** When, and unit coordinates of numbers and levels of categories. */
export interface Point {
  readonly time: number
  readonly numbers: Float64Array
  readonly levels: readonly number[]
}

export interface Shape {
  /** ℓ, a squared length in units of the cube. */
  readonly length: number
  /** ε, from 0: nothing is forgotten, to below 1. */
  readonly forgetting: number
}

/** Hot: some 30 000 pairs in each ask. */
export function kernel(a: Point, b: Point, { length, forgetting }: Shape): number {
  let squares = 0
  for (let c = 0; c < a.numbers.length; c++) {
    const gap = a.numbers[c]! - b.numbers[c]!
    squares += gap * gap
  }
  const fading = 0.5 * Math.abs(a.time - b.time) * log1p(-forgetting)
  const count = a.levels.length
  if (count === 0) return exp(fading - squares / length)
  let agree = 0
  for (let c = 0; c < count; c++) if (a.levels[c] === b.levels[c]) agree += 1 / count
  const near = exp(-squares / length)
  return exp(fading) * ((1 - mixing) * (agree + near) + mixing * agree * near)
}

/** λ, the share of the product. */
const mixing = 0.5
