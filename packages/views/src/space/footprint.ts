import { sobolPoint, symmetricEigen } from "@diapason/math"
import { aloneOf, type UnitColumn } from "./unit-columns.ts"

/** A space on a plane, and how much of it was tried. */
export interface Footprint {
  readonly points: readonly FootprintPoint[]
  /** Points spread evenly over the space, near to which nothing was tried. */
  readonly untried: readonly (readonly [x: number, y: number])[]
  /** Of the evenly spread points the share with a trial nearby, 0..1. */
  readonly covered: number
  /** What the two directions are made of, strongest first: how much each coordinate counts, -1..1. */
  readonly directions: readonly [readonly Loading[], readonly Loading[]]
  /** The share of the spread of the trials that the plane shows, 0..1. */
  readonly shown: number
}

export interface FootprintPoint {
  readonly trial: number
  readonly x: number
  readonly y: number
}

export interface Loading {
  readonly name: string
  readonly weight: number
}

/**
 * The plane in which trials differ most (principal components of their unit coordinates), with the trials and the untried places on it.
 * Neighbours on the plane may be far apart in what the plane does not show. `trials` are those of the columns, at least three; at most some thousands are meant.
 */
export function footprintOf(columns: readonly UnitColumn[], trials: ArrayLike<number>): Footprint | undefined {
  if (columns.length === 0 || trials.length < 3) return undefined
  const means = Float64Array.from(columns, ({ at }) => at.reduce((sum, unit) => sum + unit, 0) / trials.length)
  const { values, vectors } = symmetricEigen(covariance(columns, means), columns.length)
  const axes = [columns.length - 1, columns.length - 2].map((k) => axis(vectors, k, columns.length))
  const place = (coordinate: (d: number) => number): readonly [number, number] => {
    const [x, y] = axes.map((weights) => weights.reduce((sum, weight, d) => sum + weight * (coordinate(d) - means[d]!), 0))
    return [x!, y!]
  }
  const points = Array.from(trials, (trial, i): FootprintPoint => {
    const [x, y] = place((d) => columns[d]!.at[i]!)
    return { trial, x, y }
  })
  const grid = spread(columns)
  const far = grid.filter((point) => !hasNear(point, columns))
  const spent = values.reduce((sum, value) => sum + value, 0)
  return {
    points,
    untried: far.map((point) => place((d) => point[d]!)),
    covered: 1 - far.length / grid.length,
    directions: [loadings(axes[0]!, columns), loadings(axes[1]!, columns)],
    shown: spent > 0 ? Math.min(1, (values.at(-1)! + (values.at(-2) ?? 0)) / spent) : 1,
  }
}

function covariance(columns: readonly UnitColumn[], means: Float64Array): Float64Array {
  const D = columns.length
  const count = columns[0]!.at.length
  const matrix = new Float64Array(D * D)
  for (let i = 0; i < count; i++) {
    for (let p = 0; p < D; p++) {
      const gap = columns[p]!.at[i]! - means[p]!
      for (let q = p; q < D; q++) matrix[p * D + q]! += (gap * (columns[q]!.at[i]! - means[q]!)) / count
    }
  }
  return matrix
}

/** The k-th direction, turned so that its greatest weight is positive; nothing where there is none. */
function axis(vectors: Float64Array, k: number, D: number): Float64Array {
  if (k < 0) return new Float64Array(D)
  const weights = vectors.slice(k * D, (k + 1) * D)
  const greatest = weights.reduce((top, weight) => (Math.abs(weight) > Math.abs(top) + 1e-12 ? weight : top), 0)
  return greatest < 0 ? weights.map((weight) => -weight) : weights
}

const loadings = (weights: Float64Array, columns: readonly UnitColumn[]): readonly Loading[] =>
  columns
    .map(({ name }, d) => ({ name, weight: weights[d]! }))
    .filter(({ weight }) => Math.abs(weight) >= 0.2)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))

/** Evenly spread points in the coordinates of the columns: one dimension a parameter, those of one choice from the same one. */
function spread(columns: readonly UnitColumn[]): readonly Float64Array[] {
  const parameters = [...new Set(columns.map(({ parameter }) => parameter))]
  const dimension = new Map(parameters.map((parameter, d) => [parameter, d]))
  return Array.from({ length: spreadPoints }, (_, i) => {
    const unit = sobolPoint(i, parameters.length, 0)
    return Float64Array.from(columns, ({ parameter, value }) => {
      const u = unit[dimension.get(parameter)!]!
      if (value === undefined || parameter.kind !== "choice") return u
      return Math.floor(u * parameter.values.length) === value ? aloneOf(parameter.values.length) : 0
    })
  })
}

const spreadPoints = 512

/** Near: within a fifth of the range in each of the parameters on average. */
function hasNear(point: Float64Array, columns: readonly UnitColumn[]): boolean {
  const most = 0.04 * new Set(columns.map(({ parameter }) => parameter)).size
  for (let i = 0; i < columns[0]!.at.length; i++) {
    let squares = 0
    for (let d = 0; d < columns.length && squares <= most; d++) {
      const gap = point[d]! - columns[d]!.at[i]!
      squares += gap * gap
    }
    if (squares <= most) return true
  }
  return false
}
