/**
 * The kernels of a Parzen estimator on one axis of the unit cube: a normal cut to [0, 1], its mass on a cell, and a smoothed
 * one-hot. Everything in logarithms. Centres lie in [0, 1], so the mass of the cut is never below 0.34 and needs no care.
 */
import { erf, erfc, log, log1p, logNormalMass, normalQuantile } from "@diapason/math"

/** ln of the mass that N(mu, sigma²) has on [0, 1]; mu in [0, 1], sigma in (0, 1]. */
const logCutMass = (mu: number, sigma: number): number => log((erf(mu / sigma / root2) + erf((1 - mu) / sigma / root2)) / 2)

/** ln of the normaliser of the cut normal: its log density at u is this − ½((u − mu)/sigma)². */
export const logCutPeak = (mu: number, sigma: number): number => -log(sigma) - halfLog2Pi - logCutMass(mu, sigma)

/** ln of the mass of the cut normal on the cell [lo, hi] of [0, 1]; right also where the mass itself would underflow. */
export const logCellMass = (mu: number, sigma: number, lo: number, hi: number): number =>
  logNormalMass((lo - mu) / sigma, (hi - mu) / sigma) - logCutMass(mu, sigma)

/** The q-quantile of the cut normal, q in (0, 1). Taken from the nearer tail: relative error of the distance to it stays near 1e-15. */
export function cutQuantile(mu: number, sigma: number, q: number): number {
  const below = erfc(mu / sigma / root2) / 2
  const above = erfc((1 - mu) / sigma / root2) / 2
  const inside = 1 - below - above
  const p = below + q * inside
  const z = p <= 0.5 ? normalQuantile(p) : -normalQuantile(above + (1 - q) * inside)
  return Math.min(1, Math.max(0, mu + sigma * z))
}

/**
 * ln of the smoothed one-hot over `levels` values in a mixture of `kernels` (the prior among them): each level gets 1/kernels on
 * top of the one-hot, then all is made to sum to 1. `hit` is the observed level, `miss` any other.
 */
export function categoryMass(levels: number, kernels: number): { hit: number; miss: number } {
  const total = log1p(levels / kernels)
  return { hit: log1p(1 / kernels) - total, miss: -log(kernels) - total }
}

const root2 = 1.4142135623730951
const halfLog2Pi = 0.9189385332046727
