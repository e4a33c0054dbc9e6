/**
 * Functions of one feature with mean 0 and variance 1, none correlated with another, from smooth to rough: Legendre polynomials over a range,
 * their like over few values, contrasts of a choice. A sum of products of them has the sum of its squared coefficients as variance, feature by
 * feature and pair by pair (Sudret 2008), so nothing has to be integrated.
 */
import type { Feature } from "./evidence.ts"

export interface Basis {
  /** How many functions. */
  readonly size: number
  /** Whether they come in an order, rougher ones later; contrasts of a choice do not. */
  readonly ordered: boolean
  /** Trials × functions. */
  readonly values: Float64Array
  /** Their values where a uniform number in 0..1 leads to. */
  at(uniform: number): Float64Array
  /** Their values at a value of the feature; all 0, the mean, at one that no trial had. */
  of(value: number): Float64Array
}

/** The functions of a feature, given its values in trials; at most ten of what is ordered. None where there is one value. */
export function basisOf({ levels }: Pick<Feature, "levels">, column: Float64Array): Basis {
  const distinct = [...new Set(column)].sort((a, b) => a - b)
  if (levels === 0 && distinct.length > few) {
    const at = (uniform: number): Float64Array => legendre(uniform, roughest)
    return { size: roughest, ordered: true, values: together(column, roughest, at), at, of: at }
  }
  const size = levels === 0 ? Math.min(roughest, distinct.length - 1) : distinct.length - 1
  const rows =
    levels === 0
      ? distinct.map((x) => legendre(x, size))
      : distinct.map((_, i) => Float64Array.from({ length: size }, (_, k) => (k === i ? 1 : 0)))
  orthogonal(rows, size)
  const place = new Map(distinct.map((value, i) => [value, i]))
  const unknown = new Float64Array(size)
  const of = (value: number): Float64Array => rows[place.get(value) ?? -1] ?? unknown
  return {
    size,
    ordered: levels === 0,
    values: together(column, size, of),
    at: (uniform) => rows[Math.min(rows.length - 1, Math.floor(uniform * rows.length))]!,
    of,
  }
}

/** Up to so many values of an ordered feature count as all there are, each as much as another. */
const few = 12
const roughest = 10

function together(column: Float64Array, size: number, at: (value: number) => Float64Array): Float64Array {
  const values = new Float64Array(column.length * size)
  column.forEach((value, i) => values.set(at(value), i * size))
  return values
}

/** √(2m + 1) P_m(2x − 1) for m = 1, 2, …, by Bonnet's recursion. */
function legendre(x: number, size: number): Float64Array {
  const t = 2 * x - 1
  const out = new Float64Array(size)
  for (let m = 1, before = 1, now = t; m <= size; m++) {
    out[m - 1] = Math.sqrt(2 * m + 1) * now
    ;[before, now] = [now, ((2 * m + 1) * t * now - m * before) / (m + 1)]
  }
  return out
}

/** Gram and Schmidt's, twice for rounding: columns of mean 0 and variance 1 over the rows. */
function orthogonal(rows: readonly Float64Array[], size: number): void {
  const average = (of: (row: Float64Array) => number): number => rows.reduce((sum, row) => sum + of(row), 0) / rows.length
  for (let k = 0; k < size; k++)
    for (let pass = 0; pass < 2; pass++) {
      const mean = average((row) => row[k]!)
      for (const row of rows) row[k]! -= mean
      for (let j = 0; j < k; j++) {
        const along = average((row) => row[j]! * row[k]!)
        for (const row of rows) row[k]! -= along * row[j]!
      }
      const scale = Math.sqrt(average((row) => row[k]! * row[k]!))
      for (const row of rows) row[k]! /= scale
    }
}

/** The functions at some of the trials. */
export const basisAt = (basis: Basis, trials: Int32Array): Basis => {
  const values = new Float64Array(trials.length * basis.size)
  trials.forEach((trial, i) => values.set(basis.values.subarray(trial * basis.size, (trial + 1) * basis.size), i * basis.size))
  return { ...basis, values }
}
