/** Even points of the cube that a model is asked about: not the trials, which lie where a sampler hoped for much (Moosbauer et al. 2021). */
import { fromUnit, levels as levelsOf, type Json } from "@diapason/core"
import { latinHypercube, rng, sobolPoint } from "@diapason/math"
import type { Evidence, Feature } from "../importance/evidence.ts"

export interface Cube {
  readonly evidence: Evidence
  /** For each feature the coordinates it is looked at: of a choice the values that were tried, of few levels their places; else none, it is a range. */
  readonly places: readonly (readonly number[] | undefined)[]
  /** For each feature the features that it hangs on, with whether a coordinate lets it be active. */
  readonly parents: readonly (readonly Parent[])[]
}

interface Parent {
  readonly feature: number
  lets(unit: number): boolean
}

/** What is active where is told from the listed values of parents; tests that compute something count as true. */
export function cubeOf(evidence: Evidence): Cube {
  const { features } = evidence
  const at = new Map(features.map(({ name }, j) => [name, j]))
  return {
    evidence,
    places: features.map((feature, j) => placesOf(evidence, feature, j)),
    parents: features.map(({ parameter }) =>
      (parameter.condition?.parents ?? []).flatMap(({ name, values }) => {
        const feature = at.get(name)
        if (feature === undefined) return []
        const known = new Set(values.map((value) => JSON.stringify(value)))
        return [{ feature, lets: (unit: number) => known.has(JSON.stringify(valueOf(features[feature]!, unit))) }]
      }),
    ),
  }
}

/** `count` points, a power of two; each feature has a coordinate, active or not. Points × features, row after row. */
export function evenly(cube: Cube, count: number, seed = 0): Float64Array {
  const d = cube.evidence.features.length
  return placed(
    cube,
    Array.from({ length: count }, (_, i) => sobolPoint(i, d, seed)),
  )
}

/**
 * The same at random but for each feature alone: where pairs are told apart. Some pairs of coordinates of Sobol's points move together as far
 * as two thousand points can show.
 */
export function strewn(cube: Cube, count: number, seed = 0): Float64Array {
  return placed(cube, latinHypercube(count, cube.evidence.features.length, rng(seed, 0, "qmc")))
}

function placed({ evidence, places }: Cube, cells: readonly Float64Array[]): Float64Array {
  const d = evidence.features.length
  return Float64Array.from({ length: cells.length * d }, (_, k) => {
    const unit = cells[Math.floor(k / d)]![k % d]!
    const known = places[k % d]
    return known === undefined ? unit : known[Math.floor(unit * known.length)]!
  })
}

/** The points as configurations: NaN where a feature is not active. Parents come before their children. */
export function settled({ evidence, parents }: Cube, points: Float64Array): Float64Array {
  const d = evidence.features.length
  const rows = points.slice()
  for (let from = 0; from < rows.length; from += d)
    for (let j = 0; j < d; j++)
      for (const { feature, lets } of parents[j]!) {
        const unit = rows[from + feature]!
        if (unit !== unit || !lets(unit)) rows[from + j] = NaN
      }
  return rows
}

/** The value of a parameter at its coordinate in `Evidence.units`. */
export const valueOf = ({ parameter }: Feature, unit: number): Json =>
  parameter.kind === "choice" ? parameter.values[unit]! : fromUnit(parameter, unit)

function placesOf({ units, features }: Evidence, { parameter, levels }: Feature, j: number): readonly number[] | undefined {
  if (levels > 0) {
    const tried = new Set<number>()
    for (let k = j; k < units.length; k += features.length) if (units[k] === units[k]) tried.add(units[k]!)
    return [...tried].sort((a, b) => a - b)
  }
  const count = levelsOf(parameter)
  const even = parameter.kind !== "int" || parameter.scale !== "log"
  return count <= few && even ? Array.from({ length: count }, (_, k) => (k + 0.5) / count) : undefined
}

/** Up to so many values a number is looked at only where it can be. */
const few = 8
