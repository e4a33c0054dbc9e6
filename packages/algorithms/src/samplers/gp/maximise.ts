/**
 * The best point of an acquisition on a mixed cube: many points are looked at, some are improved by turns along their continuous
 * coordinates and over the levels of the others, until neither helps. A continuous optimum is never merely rounded: the acquisition
 * often peaks between two values of a grid.
 */
import { indexOf, toUnit, valueAt } from "@diapason/core"
import { exp, minimiseInBox, type Rng } from "@diapason/math"
import type { Acquisition } from "./acquisition.ts"
import { placeAt, type Cube, type Place } from "./cube.ts"

interface Search {
  readonly cube: Cube
  readonly acquisition: Acquisition
  /** Length scales of the columns: steps along a coordinate are measured in them. */
  readonly lengths: Float64Array
  readonly accepts: (place: Place) => boolean
  readonly rng: Rng
}

export interface Scored extends Place {
  readonly score: number
}

/** Acceptable points, the best first. `looked` are points to choose the starts from, the first `given` of which are starts in any case. */
export function maximise(search: Search, looked: readonly Place[], given: number, starts: number): Scored[] {
  const scored = looked.map((place) => ({ ...place, score: search.acquisition.value(place.row) }))
  const improved = chosen(scored, given, starts, search.rng).map((start) => improve(search, start))
  const byScore = (a: Scored, b: Scored): number => b.score - a.score
  return [...improved, ...scored.toSorted(byScore).slice(0, fallbacks)].filter(search.accepts).sort(byScore)
}

/** The given ones, the best one, and others by roulette without replacement, in proportion to their worth. */
function chosen(scored: readonly Scored[], given: number, starts: number, rng: Rng): Scored[] {
  const taken = new Set(scored.slice(0, given))
  const top = scored.reduce((best, one) => (one.score > best.score ? one : best), scored[0]!)
  taken.add(top)
  const weights = scored.map((one) => (taken.has(one) ? 0 : exp(Math.max(-700, one.score - top.score))))
  for (let k = taken.size; k < starts; k++) {
    let ticket = rng.uniform() * weights.reduce((sum, weight) => sum + weight, 0)
    const place = weights.findIndex((weight) => (ticket -= weight) < 0)
    if (place < 0) break
    taken.add(scored[place]!)
    weights[place] = 0
  }
  return [...taken]
}

function improve(search: Search, start: Scored): Scored {
  let at = start
  for (let round = 0; round < rounds; round++) {
    const moved = alongLines(search, at)
    const next = overLevels(search, moved)
    const gain = next.score - at.score
    at = next
    if (next === moved || !(gain > enough)) break
  }
  return at
}

/** Continuous coordinates and those of many levels move together; the latter are then put on their grid. */
function alongLines(search: Search, at: Scored): Scored {
  const { cube, acquisition, lengths } = search
  const moving = cube.columns.filter(({ kind, levels, parameter }) => isNumeric(kind, levels) && at.flat[parameter.name] !== undefined)
  if (moving.length === 0) return at
  const row = at.row.slice()
  const slopes = new Float64Array(row.length)
  const { x } = minimiseInBox(
    {
      low: new Float64Array(moving.length),
      high: Float64Array.from(moving, ({ column }) => 1 / lengths[column]!),
      iterations: 60,
      tolerance: 0.01,
      evaluate(z, gradient) {
        for (const [k, { column }] of moving.entries()) row[column] = z[k]! * lengths[column]!
        slopes.fill(0)
        const value = acquisition.slope(row, slopes)
        for (const [k, { column }] of moving.entries()) gradient[k] = -slopes[column]! * lengths[column]!
        return -value
      },
    },
    Float64Array.from(moving, ({ column }) => at.row[column]! / lengths[column]!),
  )
  const units = at.units.slice()
  for (const [k, { index, column }] of moving.entries()) units[index] = x[k]! * lengths[column]!
  return better(search, at, units)
}

/** Each column with levels in turn: all of its levels when they are few, else those near. */
function overLevels(search: Search, start: Scored): Scored {
  let at = start
  for (const { index, kind, levels, parameter } of search.cube.columns) {
    if (kind === "line" || at.flat[parameter.name] === undefined) continue
    const here = indexOf(parameter, at.flat[parameter.name]!)
    for (const level of kind === "category" || levels <= few ? range(levels) : around(here, levels)) {
      if (level === here) continue
      const units = at.units.slice()
      units[index] = toUnit(parameter, valueAt(parameter, level))
      at = better(search, at, units)
    }
  }
  return at
}

function better(search: Search, at: Scored, units: Float64Array): Scored {
  const place = placeAt(search.cube, units)
  const score = search.acquisition.value(place.row)
  return score > at.score && search.accepts(place) ? { ...place, score } : at
}

const isNumeric = (kind: string, levels: number): boolean => kind === "line" || (kind === "cells" && levels > few)

const range = (levels: number): number[] => Array.from({ length: levels }, (_, level) => level)

const around = (here: number, levels: number): number[] =>
  [-3, -2, -1, 1, 2, 3].map((step) => here + step).filter((level) => level >= 0 && level < levels)

const rounds = 10

const few = 16

const fallbacks = 64

/** A gain of less than a thousandth of the worth is not worth a round. */
const enough = 1e-3
