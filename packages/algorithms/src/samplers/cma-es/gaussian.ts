/**
 * The search distribution N(m, σ² C) with its two evolution paths, and one generation of learning from ranked steps:
 * the mean, the step size by the length of its path, the covariance by rank one and rank μ with negative weights. Hansen 2016, eq. 41–47.
 */
import { exp, pow } from "@diapason/math"
import type { Axes, Shape } from "./shape.ts"
import type { Strategy } from "./strategy.ts"

export interface Gaussian {
  readonly shape: Shape
  readonly mean: Float64Array
  readonly sigma: number
  readonly covariance: Float64Array
  readonly axes: Axes
  readonly pSigma: Float64Array
  readonly pC: Float64Array
  /** Generations learnt from. */
  readonly generation: number
}

/** A trial as a step from the mean in units of σ. */
export interface Step {
  /** What moves the mean. */
  readonly shift: Float64Array
  /** What forms the covariance. */
  readonly spread: Float64Array
}

export function gaussian(shape: Shape, mean: Float64Array, sigma: number, covariance = shape.unit(mean.length)): Gaussian {
  const still = new Float64Array(mean.length)
  return { shape, mean, sigma, covariance, axes: shape.axes(covariance), pSigma: still, pC: still, generation: 0 }
}

/** The distribution after one generation; `steps` are ranked, best first, as many as there are weights. */
export function learnt(from: Gaussian, steps: readonly Step[], constants: Strategy): Gaussian {
  const { shape, sigma, axes } = from
  const { parents, cC, cSigma, dSigma, chi } = constants
  const d = from.mean.length
  const generation = from.generation + 1
  const yw = weightedShift(steps, constants, d)
  const mean = from.mean.map((m, j) => m + sigma * yw[j]!)
  const pSigma = path(from.pSigma, cSigma, parents, axes.whiten(yw), 1)
  const length = norm(pSigma)
  const growth = Math.min(1, (cSigma / dSigma) * (length / chi - 1))
  const started = Math.sqrt(1 - pow(1 - cSigma, 2 * (generation + 1)))
  const h = length / started < (1.4 + 2 / (d + 1)) * chi ? 1 : 0
  const pC = path(from.pC, cC, parents, yw, h)
  const covariance = formed(from, steps, constants, pC, h)
  return { shape, mean, sigma: sigma * exp(growth), covariance, axes: shape.axes(covariance), pSigma, pC, generation }
}

function weightedShift(steps: readonly Step[], { weights }: Strategy, d: number): Float64Array {
  const yw = new Float64Array(d)
  for (const [i, { shift }] of steps.entries()) if (weights[i]! > 0) for (let j = 0; j < d; j++) yw[j] = yw[j]! + weights[i]! * shift[j]!
  return yw
}

/** (1 − c) p + h √(c (2 − c) μ_eff) y. */
const path = (p: Float64Array, c: number, parents: number, y: Float64Array, h: number): Float64Array =>
  p.map((x, j) => (1 - c) * x + h * Math.sqrt(c * (2 - c) * parents) * y[j]!)

/** (eq. 47) */
function formed({ shape, axes, covariance }: Gaussian, steps: readonly Step[], s: Strategy, pC: Float64Array, h: number): Float64Array {
  const { weights, c1, cMu, cC } = s
  const sum = weights.reduce((total, w) => total + w, 0)
  const kept = 1 + c1 * (1 - h) * cC * (2 - cC) - c1 - cMu * sum
  const next = covariance.map((c) => kept * c)
  shape.add(next, c1, pC)
  for (const [i, { spread }] of steps.entries()) {
    const w = weights[i]!
    if (w === 0) continue
    const length = w < 0 ? norm(axes.whiten(spread)) : 0
    shape.add(next, cMu * (w < 0 ? (w * spread.length) / (length * length + 1e-8) : w), spread)
  }
  return next
}

export function norm(y: Float64Array): number {
  let sum = 0
  for (const x of y) sum += x * x
  return Math.sqrt(sum)
}
