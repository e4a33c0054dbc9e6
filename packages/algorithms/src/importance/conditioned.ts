/**
 * The process with orthogonal parts, conditioned on trials: in pieces that take some milliseconds each, because a page must stay awake.
 */
import { cholesky, rowStart, solveLower, solveUpper } from "@diapason/math"
import { along, ordersOf, type AnovaHyper } from "./anova-kernel.ts"
import type { Basis } from "./basis.ts"

/** The covariances of all pairs of trials, packed, without noise; and the part of three features or more in them. */
export function* covariancesOf(bases: readonly Basis[], n: number, { spectra, two, more }: AnovaHyper): Generator<void, Float64Array> {
  const kernel = new Float64Array(rowStart(n))
  const z = new Float64Array(bases.length)
  const orders = { one: 0, two: 0, more: 0 }
  let work = 0
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j <= i; j++, k++) {
      for (let f = 0; f < z.length; f++) z[f] = along(spectra[f]!, bases[f]!.values, i, bases[f]!.values, j)
      ordersOf(z, orders)
      kernel[k] = 1 + orders.one + two * orders.two + more * orders.more
    }
    if ((work += i * z.length) > enough) {
      work = 0
      yield
    }
  }
  return kernel
}

/** The factor of covariances with noise on the diagonal, which is raised where rounding needs it. */
export function* factorOf(kernel: Float64Array, noises: Float64Array): Generator<void, Float64Array> {
  const n = noises.length
  for (let jitter = 0; ; jitter = jitter === 0 ? 1e-8 : jitter * 10) {
    const factor = kernel.slice()
    for (let i = 0; i < n; i++) factor[rowStart(i) + i]! += noises[i]! + jitter
    let done = 0
    while (done < n) {
      // Row i takes i²/2 multiplications: as many rows at once as stay short.
      const next = Math.min(n, Math.max(done + 1, Math.floor(Math.cbrt(done * done * done + 3e7))))
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

/** What each trial would be foretold by all others, the hyperparameters held (Rasmussen & Williams 2006, eq. 5.12). */
export function* leftOneOut(factor: Float64Array, y: Float64Array): Generator<void, Float64Array> {
  const n = y.length
  const weights = weighted(factor, y)
  const foretold = new Float64Array(n)
  const column = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    column.fill(0)
    column[i] = 1
    solveLower(factor, n, column)
    let own = 0
    for (let k = i; k < n; k++) own += column[k]! * column[k]!
    foretold[i] = y[i]! - weights[i]! / own
    if (i % 32 === 31) yield
  }
  return foretold
}

/** Multiplications of covariances between two pauses. */
const enough = 1e5
