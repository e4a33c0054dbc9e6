/**
 * What is believed of the hyperparameters before any data: length scales grow with the root of the number of dimensions, so that a
 * function of many parameters is not presumed to be wild (Hvarfner et al. 2024, arXiv 2402.02229); unit signal; little noise.
 */
import { exp, log } from "@diapason/math"

/** ln p(θ) up to a constant, for θ = (ln ℓ…, ln σ_f², ln σ_n²); subtracts its gradient from `gradient`. */
export function logPrior(theta: Float64Array, dimensions: number, gradient: Float64Array): number {
  const d = theta.length - 2
  const centre = lengthCentre(dimensions)
  let sum = 0
  for (let c = 0; c < d; c++) sum += logNormal(theta[c]!, centre, 3, gradient, c)
  sum += theta[d]! - exp(theta[d]!)
  gradient[d]! -= 1 - exp(theta[d]!)
  return sum + logNormal(theta[d + 1]!, noiseCentre, 1, gradient, d + 1)
}

/** The most probable θ before any data. */
export function priorMode(columns: number, dimensions: number): Float64Array {
  const theta = new Float64Array(columns + 2).fill(lengthCentre(dimensions) - 3)
  theta[columns] = 0
  theta[columns + 1] = noiseCentre - 1
  return theta
}

/** ln of the density of a log-normal variable, as a function of the variable's logarithm t; the mode lies at centre − variance. */
function logNormal(t: number, centre: number, variance: number, gradient: Float64Array, at: number): number {
  const away = t - centre
  gradient[at]! -= -away / variance - 1
  return (-0.5 * away * away) / variance - t
}

/**
 * The same as a normal distribution of θ: that of ln ℓ and of ln σ_n² exactly, since what a most probable θ maximises is a density of ℓ, which
 * for ln ℓ is normal around the mode; that of ln σ_f² by its mode and the curvature there.
 */
export const normalPrior = (columns: number, dimensions: number): { readonly mean: Float64Array; readonly deviation: Float64Array } => ({
  mean: priorMode(columns, dimensions),
  deviation: Float64Array.from({ length: columns + 2 }, (_, j) => (j < columns ? Math.sqrt(3) : 1)),
})

const lengthCentre = (dimensions: number): number => Math.SQRT2 + 0.5 * log(Math.max(1, dimensions))

const noiseCentre = -4
