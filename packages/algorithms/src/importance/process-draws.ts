/**
 * What the coefficients of a process with orthogonal parts may be, given trials: a draw of the prior, corrected by what the trials say of it
 * (Matheron's rule; Wilson et al. 2020, eq. 9). So all parts of one draw belong to one function.
 */
import { cholesky, rowStart, type Rng } from "@diapason/math"
import { along, strengthOf, type AnovaHyper } from "./anova-kernel.ts"
import { weighted } from "./conditioned.ts"
import type { Basis } from "./basis.ts"

/** A feature's functions, or the products of those of two, with the prior variances of their coefficients. */
interface Part {
  /** Trials × functions. */
  readonly values: Float64Array
  readonly variances: Float64Array
}

/** The part of one feature. */
export const onePart = (bases: readonly Basis[], { spectra }: AnovaHyper, f: number): Part => ({
  values: bases[f]!.values,
  variances: spectra[f]!,
})

/** The part of a pair; rough functions that hardly count are left out, unless it is to be `whole`. */
export function pairPart(bases: readonly Basis[], hyper: AnovaHyper, f: number, g: number, kept: number): Part {
  const { spectra } = hyper
  const strength = strengthOf(hyper, f, g)
  const [a, b] = [enoughOf(spectra[f]!, kept), enoughOf(spectra[g]!, kept)]
  const [left, right] = [bases[f]!, bases[g]!]
  const n = left.size === 0 ? 0 : left.values.length / left.size
  const values = new Float64Array(n * a * b)
  const variances = new Float64Array(a * b)
  for (let k = 0; k < a; k++) for (let m = 0; m < b; m++) variances[k * b + m] = strength * spectra[f]![k]! * spectra[g]![m]!
  for (let i = 0, at = 0; i < n; i++)
    for (let k = 0; k < a; k++)
      for (let m = 0; m < b; m++) values[at++] = left.values[i * left.size + k]! * right.values[i * right.size + m]!
  return { values, variances }
}

/** How many of falling variances make up a share of their sum. */
function enoughOf(spectrum: Float64Array, kept: number): number {
  const whole = spectrum.reduce((sum, value) => sum + value, 0)
  let sum = 0
  let count = 0
  while (count < spectrum.length && sum < kept * whole) sum += spectrum[count++]!
  return count
}

/** The coefficients that data with these weights K⁻¹ y speak for. */
export function coefficients({ values, variances }: Part, weights: Float64Array): Float64Array {
  const size = variances.length
  const found = new Float64Array(size)
  for (let i = 0, at = 0; i < weights.length; i++) for (let m = 0; m < size; m++) found[m]! += weights[i]! * values[at++]!
  for (let m = 0; m < size; m++) found[m]! *= variances[m]!
  return found
}

/** The same of a whole pair, without a table of its products. */
export function pairCoefficients(bases: readonly Basis[], hyper: AnovaHyper, f: number, g: number, weights: Float64Array): Float64Array {
  const { spectra } = hyper
  const strength = strengthOf(hyper, f, g)
  const [left, right] = [bases[f]!, bases[g]!]
  const found = new Float64Array(left.size * right.size)
  for (let i = 0; i < weights.length; i++)
    for (let k = 0, at = 0, a = i * left.size; k < left.size; k++, a++) {
      const weighed = weights[i]! * left.values[a]!
      for (let m = 0, b = i * right.size; m < right.size; m++, b++) found[at++]! += weighed * right.values[b]!
    }
  return found.map((value, at) => value * strength * spectra[f]![Math.floor(at / right.size)]! * spectra[g]![at % right.size]!)
}

/** The factor of what these covariances hold beside the parts; undefined where that is nothing. */
export function* remainder(covariances: Float64Array, n: number, parts: readonly Part[]): Generator<void, Float64Array | undefined> {
  const left = covariances.slice()
  for (const { values, variances } of parts) {
    for (let i = 0, k = 0; i < n; i++) for (let j = 0; j <= i; j++, k++) left[k]! -= along(variances, values, i, values, j)
    yield
  }
  let trace = 0
  for (let i = 0; i < n; i++) trace += left[rowStart(i) + i]!
  if (!(trace > 1e-9 * n)) return undefined
  for (let jitter = 1e-8; jitter < 1; jitter *= 10) {
    const factor = left.slice()
    for (let i = 0; i < n; i++) factor[rowStart(i) + i]! += jitter
    if (cholesky(factor, n)) return factor
    yield
  }
  return undefined
}

/** What a draw of the posterior needs to know. */
interface Known {
  readonly parts: readonly Part[]
  readonly other: Float64Array | undefined
  readonly factor: Float64Array
  readonly noises: Float64Array
  readonly y: Float64Array
}

/** The coefficients of each part in one draw. */
export function drawn({ parts, other, factor, noises, y }: Known, rng: Rng): Float64Array[] {
  const n = y.length
  const level = rng.normal()
  const left = y.map((value, i) => value - level - Math.sqrt(noises[i]!) * rng.normal())
  const prior = parts.map(({ values, variances }) => {
    const c = variances.map((variance) => Math.sqrt(variance) * rng.normal())
    for (let i = 0, at = 0; i < n; i++) for (let m = 0; m < c.length; m++) left[i]! -= c[m]! * values[at++]!
    return c
  })
  if (other !== undefined) {
    const normal = Float64Array.from({ length: n }, () => rng.normal())
    for (let i = 0; i < n; i++) for (let j = 0, at = rowStart(i); j <= i; j++, at++) left[i]! -= other[at]! * normal[j]!
  }
  const weights = weighted(factor, left)
  return parts.map((part, p) => {
    const change = coefficients(part, weights)
    return prior[p]!.map((c, m) => c + change[m]!)
  })
}
