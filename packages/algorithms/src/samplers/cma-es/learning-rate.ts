/**
 * Learning rates that adapt to how much of what a generation says is signal: slow where noise or many optima blur the ranks.
 * LRA-CMA-ES, Nomura et al. 2023 (arXiv 2304.03473).
 */
import { exp, log } from "@diapason/math"
import type { Gaussian } from "./gaussian.ts"
import { norm } from "./gaussian.ts"

export interface Rates {
  readonly mean: Rate
  readonly covariance: Rate
}

interface Rate {
  /** In (0, 1]. */
  readonly eta: number
  /** Running averages of the local steps, and of their squared lengths. */
  readonly step: Float64Array
  readonly square: number
}

export const fullRates = (d: number): Rates => ({
  mean: { eta: 1, step: new Float64Array(d), square: 0 },
  covariance: { eta: 1, step: new Float64Array(d * d), square: 0 },
})

/** Goes from one distribution only part of the way to the next. Full covariances only. */
export function slowed(from: Gaussian, to: Gaussian, rates: Rates): { readonly gaussian: Gaussian; readonly rates: Rates } {
  const { axes, sigma, mean } = from
  const shift = to.mean.map((m, j) => m - mean[j]!)
  const change = to.covariance.map((c, k) => to.sigma * to.sigma * c - sigma * sigma * from.covariance[k]!)
  const next = {
    mean: adapted(
      rates.mean,
      axes.whiten(shift).map((x) => x / sigma),
      0.1,
    ),
    covariance: adapted(rates.covariance, whitened(from, change), 0.03),
  }
  const spread = from.covariance.map((c, k) => sigma * sigma * c + next.covariance.eta * change[k]!)
  const { lengths } = to.shape.axes(spread)
  const size = exp(lengths.reduce((sum, length) => sum + log(length), 0) / mean.length)
  const covariance = spread.map((x) => x / (size * size))
  const moved = mean.map((m, j) => m + next.mean.eta * shift[j]!)
  const step = (size * rates.mean.eta) / next.mean.eta
  return { gaussian: { ...to, mean: moved, sigma: step, covariance, axes: to.shape.axes(covariance) }, rates: next }
}

function adapted({ eta, step, square }: Rate, local: Float64Array, beta: number): Rate {
  const average = step.map((x, k) => (1 - beta) * x + beta * local[k]!)
  const squares = (1 - beta) * square + beta * norm(local) * norm(local)
  const signal = norm(average) * norm(average)
  const ratio = (signal - (beta / (2 - beta)) * squares) / (squares - signal)
  const wish = Math.max(-1, Math.min(1, ratio / (alpha * eta) - 1))
  const factor = wish === wish ? exp(Math.min(gamma * eta, beta) * wish) : 1
  return { eta: Math.min(1, eta * factor), step: average, square: squares }
}

/** Σ^{−1/2} Δ Σ^{−1/2} / √2 for a symmetric Δ: rows first, then columns. */
function whitened({ axes, sigma, mean }: Gaussian, change: Float64Array): Float64Array {
  const d = mean.length
  const half = transposedRows(change, d, axes.whiten)
  return transposedRows(half, d, axes.whiten).map((x) => x / (sigma * sigma * Math.SQRT2))
}

function transposedRows(m: Float64Array, d: number, map: (row: Float64Array) => Float64Array): Float64Array {
  const out = new Float64Array(d * d)
  for (let i = 0; i < d; i++) for (const [j, x] of map(m.subarray(i * d, i * d + d)).entries()) out[j * d + i] = x
  return out
}

const alpha = 1.4
const gamma = 0.1
