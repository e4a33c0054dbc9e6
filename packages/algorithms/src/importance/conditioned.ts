/**
 * The process with orthogonal parts, conditioned on trials: in pieces that take some milliseconds each, because a page must stay awake.
 */
import { cholesky, inverseDiagonal, rowStart, solveLower, solveUpper } from "@diapason/math"
import { ordersOf, type AnovaHyper } from "./anova-kernel.ts"
import type { Basis } from "./basis.ts"

export interface Covariances {
  /** Of all pairs of trials, packed, without noise. */
  readonly all: Float64Array
  /** Of them what two features or more do. */
  readonly beyondOne: Float64Array
}

/** The covariances of the trials. */
export function* covariancesOf(
  bases: readonly Basis[],
  n: number,
  { spectra, two, own: owns, more }: AnovaHyper,
): Generator<void, Covariances> {
  const all = new Float64Array(rowStart(n))
  const beyondOne = new Float64Array(rowStart(n))
  const d = bases.length
  const z = new Float64Array(n * d)
  const orders = { one: 0, two: 0, more: 0 }
  const own = new Float64Array(Math.max(0, ...bases.map(({ size }) => size)))
  let work = 0
  for (let i = 0, k = 0; i < n; i++) {
    for (let f = 0; f < d; f++) alongRow(bases[f]!, spectra[f]!, own, i, z, f, d)
    for (let j = 0; j <= i; j++, k++) {
      ordersOf(z, j * d, d, orders)
      beyondOne[k] = two * orders.two + more * orders.more
      for (const { pair, by } of owns) beyondOne[k]! += (by - two) * z[j * d + pair[0]]! * z[j * d + pair[1]]!
      all[k] = 1 + orders.one + beyondOne[k]!
    }
    if ((work += i * d) > enough) {
      work = 0
      yield
    }
  }
  return { all, beyondOne }
}

/** z of a trial with itself and all before it, `apart` from one another in `into`; `own` is room for its functions. */
function alongRow(
  { size, values }: Basis,
  weights: Float64Array,
  own: Float64Array,
  i: number,
  into: Float64Array,
  from: number,
  apart: number,
): void {
  for (let m = 0; m < size; m++) own[m] = weights[m]! * values[i * size + m]!
  for (let j = 0, b = 0, at = from; j <= i; j++, at += apart) {
    let sum = 0
    for (let m = 0; m < size; m++) sum += own[m]! * values[b++]!
    into[at] = sum
  }
}

/** The factor of covariances with noise on the diagonal, which is raised where rounding needs it. */
export function* factorOf(kernel: Float64Array, noises: Float64Array): Generator<void, Float64Array> {
  const n = noises.length
  for (let jitter = 0; ; jitter = jitter === 0 ? 1e-8 : jitter * 10) {
    const factor = kernel.slice()
    for (let i = 0; i < n; i++) factor[rowStart(i) + i]! += noises[i]! + jitter
    let done = 0
    while (done < n) {
      let next = done
      // Row i takes i²/2 multiplications: as many rows at once as stay short.
      for (let work = 0; next < n && work < 1e7; next++) work += next * next
      if (!cholesky(factor, next, done)) break
      done = next
      yield
    }
    if (done === n) return factor
  }
}

/** K⁻¹ y. */
export function weighted(factor: Float64Array, y: Float64Array): Float64Array {
  const weights = y.slice()
  solveLower(factor, y.length, weights)
  solveUpper(factor, y.length, weights)
  return weights
}

/** What each trial would be predicted by all others, the hyperparameters held (Rasmussen & Williams 2006, eq. 5.12). */
export function leftOneOut(factor: Float64Array, y: Float64Array): Float64Array {
  const weights = weighted(factor, y)
  const own = inverseDiagonal(factor, y.length)
  return y.map((value, i) => value - weights[i]! / own[i]!)
}

/** Multiplications of covariances between two pauses. */
const enough = 1e5
