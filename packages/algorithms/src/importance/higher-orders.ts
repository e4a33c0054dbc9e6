import { solveLower, sobolPoint } from "@diapason/math"
import { along, ordersOf } from "./anova-kernel.ts"
import type { FittedProcess } from "./fitted-process.ts"

/**
 * The variance of what three features or more do together, at quasi-random points of the cube: that of the process's mean, whose weights
 * K⁻¹ y are given, and what is not known of it.
 */
export function* higherOrders(
  { bases, hyper, factor, y }: FittedProcess,
  weights: Float64Array,
  seed: number,
): Generator<void, { readonly mean: number; readonly variance: number }> {
  const n = y.length
  const z = new Float64Array(bases.length)
  const orders = { one: 0, two: 0, more: 0 }
  const known = new Float64Array(n)
  let mean = 0
  let variance = 0
  for (let k = 0; k < points; k++) {
    const point = sobolPoint(k, bases.length, seed)
    const values = bases.map((basis, f) => basis.at(point[f]!))
    let value = 0
    for (let i = 0; i < n; i++) {
      for (let f = 0; f < z.length; f++) z[f] = along(hyper.spectra[f]!, bases[f]!.values, i, values[f]!, 0)
      ordersOf(z, 0, z.length, orders)
      known[i] = hyper.more * orders.more
      value += weights[i]! * known[i]!
    }
    mean += (value * value) / points
    if (k % 8 === 0) {
      for (let f = 0; f < z.length; f++) z[f] = along(hyper.spectra[f]!, values[f]!, 0, values[f]!, 0)
      ordersOf(z, 0, z.length, orders)
      solveLower(factor, n, known)
      let explained = 0
      for (let i = 0; i < n; i++) explained += known[i]! * known[i]!
      variance += (8 * Math.max(0, hyper.more * orders.more - explained)) / points
    }
    if (k % 4 === 3) yield
  }
  return { mean, variance }
}

const points = 128
