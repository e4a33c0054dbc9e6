/**
 * A surface over even points of the cube, taken apart into a mean, effects of single features and effects of pairs that neither has alone:
 * its analysis of variance by random sampling and orthonormal functions (Li, Wang and Rabitz 2002, "practical approaches to construct
 * RS-HDMR component functions"). One set of points serves all pairs, which is what makes it quick.
 */
import { cholesky, rowStart, solveLower, solveUpper } from "@diapason/math"
import { rangeBasis, valueBasis, type Basis } from "./basis.ts"
import type { Cube } from "./cube.ts"

interface Frame {
  /** Even points, and for each feature its functions there. */
  readonly points: number
  readonly bases: readonly Basis[]
  /** For each feature how many of its functions are looked at in pairs, the slow ones first. */
  readonly paired: readonly number[]
  /** The functions at other rows, as in `Evidence.units`. */
  at(units: Float64Array): readonly Basis[]
  /** The factor of the products' inner products, for a pair that was asked about before. */
  readonly factors: Map<string, Float64Array>
}

export type Pair = readonly [number, number]

export interface Parts {
  readonly mean: number
  /** The variance of the whole surface over the cube. */
  readonly total: number
  /** For each feature the variance of its effect alone, and the coefficients of its functions. */
  readonly single: Float64Array
  readonly coefficients: readonly Float64Array[]
  /** For each pair that was asked about, the variance of what it adds to both. */
  readonly pairs: Float64Array
}

/** `surface` has a value for each of the points. Values of a choice with more than eight of them are taken together where they do alike. */
export function frameOf({ evidence, places }: Cube, points: Float64Array, surface: Float64Array): Frame {
  const d = evidence.features.length
  const groups = places.map((known, j) => (known === undefined ? undefined : groupsOf(known, columnOf(points, d, j), surface)))
  const at = (units: Float64Array): readonly Basis[] =>
    groups.map((group, j) => {
      const column = columnOf(units, d, j)
      return group === undefined ? rangeBasis(column, degrees) : valueBasis(column, group.of, group.shares)
    })
  const bases = at(points)
  return {
    points: points.length / d,
    bases,
    paired: groups.map((group) => (group === undefined ? degreesInPairs : most)),
    at,
    factors: new Map(),
  }
}

/** Of one surface over the points of the frame. Time is pairs × 16 × points, and ten times that when a pair is asked about first. */
export function partsOf(frame: Frame, surface: Float64Array, pairs: readonly Pair[]): Parts {
  const { points, bases } = frame
  const mean = sumOf(surface) / points
  const rest = surface.map((y) => y - mean)
  const total = inner(rest, rest) / points
  const coefficients = bases.map((basis) => new Float64Array(basis.length))
  // The points are only nearly even, so what one effect took from another is given back in further rounds.
  for (let round = 0; round < 3; round++)
    for (const [j, basis] of bases.entries())
      for (const [a, wave] of basis.entries()) {
        const more = inner(rest, wave) / points
        coefficients[j]![a]! += more
        for (let i = 0; i < points; i++) rest[i]! -= more * wave[i]!
      }
  return {
    mean,
    total,
    coefficients,
    single: Float64Array.from(coefficients, (c) => inner(c, c)),
    pairs: pairVariances(frame, rest, pairs),
  }
}

/** By least squares for each pair alone; what is left counts as noise, and what noise adds is taken off. */
function pairVariances(frame: Frame, rest: Float64Array, pairs: readonly Pair[]): Float64Array {
  const { points, bases, paired } = frame
  const left = inner(rest, rest) / points
  const mixed = new Map<number, readonly Float64Array[]>()
  return Float64Array.from(pairs, ([j, k]) => {
    const first = mixed.get(j) ?? bases[j]!.slice(0, paired[j]).map((wave) => wave.map((x, i) => x * rest[i]!))
    mixed.set(j, first)
    const coefficients = Float64Array.from(first.flatMap((a) => bases[k]!.slice(0, paired[k]).map((b) => inner(a, b) / points)))
    const before = coefficients.slice()
    const factor = factorOf(frame, j, k)
    solveLower(factor, coefficients.length, coefficients)
    solveUpper(factor, coefficients.length, coefficients)
    const noise = Math.max(0, left - inner(before, coefficients)) / points
    return Math.max(0, inner(coefficients, coefficients) - noise * coefficients.length)
  })
}

function factorOf({ points, bases, paired, factors }: Frame, j: number, k: number): Float64Array {
  const known = factors.get(`${j} ${k}`)
  if (known !== undefined) return known
  const products = bases[j]!.slice(0, paired[j]).flatMap((a) => bases[k]!.slice(0, paired[k]).map((b) => a.map((x, i) => x * b[i]!)))
  const factor = new Float64Array(rowStart(products.length))
  for (const [a, one] of products.entries())
    for (let b = 0; b <= a; b++) factor[rowStart(a) + b] = inner(one, products[b]!) / points + (a === b ? ridge : 0)
  cholesky(factor, products.length)
  factors.set(`${j} ${k}`, factor)
  return factor
}

/** What each feature does alone at each row of `bases`; with the mean, they add up to the surface without any interaction. */
export const effectsAt = ({ coefficients }: Parts, bases: readonly Basis[], rows: number): readonly Float64Array[] =>
  bases.map((basis, j) => {
    const effect = new Float64Array(rows)
    for (const [a, wave] of basis.entries()) for (let i = 0; i < rows; i++) effect[i]! += coefficients[j]![a]! * wave[i]!
    return effect
  })

function groupsOf(known: readonly number[], column: Float64Array, surface: Float64Array) {
  const sums = new Map(known.map((unit) => [unit, { sum: 0, count: 0 }]))
  for (const [i, unit] of column.entries()) {
    const one = sums.get(unit)!
    one.sum += surface[i]!
    one.count++
  }
  const meanOf = (unit: number): number => sums.get(unit)!.sum / Math.max(1, sums.get(unit)!.count)
  const count = Math.min(most, known.length)
  const sorted = known.length <= most ? known : known.toSorted((a, b) => meanOf(a) - meanOf(b) || a - b)
  const of = new Map(sorted.map((unit, place) => [unit, Math.floor((place * count) / known.length)]))
  const shares = Array.from({ length: count }, () => 0)
  for (const group of of.values()) shares[group]! += 1 / known.length
  return { of, shares }
}

const columnOf = (units: Float64Array, d: number, j: number): Float64Array =>
  Float64Array.from({ length: units.length / d }, (_, i) => units[i * d + j]!)

const sumOf = (a: Float64Array): number => a.reduce((sum, x) => sum + x, 0)

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Polynomials of a feature alone, and of one in a pair. */
const degrees = 6
const degreesInPairs = 4

/** Keeps products apart that the points cannot tell from each other. */
const ridge = 1e-6

/** Groups of values. */
const most = 8
