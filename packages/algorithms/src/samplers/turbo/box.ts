/**
 * The trust region as a box around its centre, longer where the model's length scales are (Eriksson et al. 2019, section 2): the side of
 * column c is L ℓ_c / (Π ℓ)^(1/D). Integers can always reach their neighbours.
 */
import { exp, log } from "@diapason/math"
import type { Cube } from "../gp/cube.ts"

/** Half of the side of each column, in units of the cube. `inverseSquares` are 1/ℓ² of the columns, `length` is L. */
export function boxOf({ columns }: Cube, inverseSquares: Float64Array, length: number): Float64Array {
  let mean = 0
  for (const inverse of inverseSquares) mean -= (0.5 * log(inverse)) / inverseSquares.length
  const scale = (0.5 * length) / exp(mean)
  return Float64Array.from(columns, ({ kind, levels }, c) =>
    Math.max(scale / Math.sqrt(inverseSquares[c]!), kind === "cells" ? 1 / levels : 0),
  )
}
