/**
 * What a model says of one parameter or of two with everything else averaged out (Friedman 2001, section 8.2): over even points of the cube and not
 * over the trials, which crowd where a sampler hoped for much (Moosbauer et al. 2021).
 */
import type { Json } from "@diapason/core"
import type { Evidence } from "../importance/evidence.ts"
import type { Model } from "../importance/model.ts"
import { cubeOf, evenly, settled, valueOf, type Cube } from "./cube.ts"
import { supportAlong, supportOver } from "./support.ts"

/** Along one parameter. */
export interface Dependence {
  readonly feature: number
  readonly at: readonly DependencePoint[]
  /** Single configurations with only this parameter moved, by the points: NaN where it is not active in them. */
  readonly lines: readonly Float64Array[]
}

interface DependencePoint {
  /** The coordinate as in `Evidence.units`, and the value there. */
  readonly unit: number
  readonly value: Json
  /** In units of the loss; `low` and `high` two standard deviations of the model around it. */
  readonly mean: number
  readonly low: number
  readonly high: number
  /** 0..1: how near trials are in this coordinate. */
  readonly support: number
}

/** Over two parameters. */
export interface DependenceSurface {
  readonly first: number
  readonly second: number
  readonly across: readonly DependenceTick[]
  readonly up: readonly DependenceTick[]
  /** By `up`, then `across`: loss, deviation of the model, and 0..1 how near trials are. NaN where both are never active together. */
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly support: Float64Array
}

interface DependenceTick {
  readonly unit: number
  readonly value: Json
}

/** For the place of a feature. Of a parameter that is active at times, given that it is. */
export function partialDependence(evidence: Evidence, model: Model, feature: number): Dependence {
  const cube = cubeOf(evidence)
  const ticks = ticksOf(cube, feature, steps)
  const base = evenly(cube, others)
  const support = supportAlong(evidence, feature)
  const lines = Array.from({ length: shown }, () => new Float64Array(ticks.length))
  const at = ticks.map(({ unit, value }, k) => {
    const { mean, variance, all } = averaged(cube, model, base, [[feature, unit]])
    for (const [i, line] of lines.entries()) line[k] = all[i]!
    const band = 2 * Math.sqrt(variance)
    return { unit, value, mean, low: mean - band, high: mean + band, support: support(unit) }
  })
  return { feature, at, lines }
}

/** For the places of two features. */
export function partialDependenceOfTwo(evidence: Evidence, model: Model, first: number, second: number): DependenceSurface {
  const cube = cubeOf(evidence)
  const [across, up] = [ticksOf(cube, first, cells), ticksOf(cube, second, cells)]
  const base = evenly(cube, othersOfTwo)
  const near = supportOver(evidence, first, second)
  const cellsOf = up.flatMap(({ unit: v }) =>
    across.map(({ unit: u }) => ({
      u,
      v,
      ...averaged(cube, model, base, [
        [first, u],
        [second, v],
      ]),
    })),
  )
  return {
    first,
    second,
    across,
    up,
    mean: Float64Array.from(cellsOf, ({ mean }) => mean),
    deviation: Float64Array.from(cellsOf, ({ variance }) => Math.sqrt(variance)),
    support: Float64Array.from(cellsOf, ({ u, v }) => near(u, v)),
  }
}

/** Over the base points with these coordinates put in, as far as they are active there. */
function averaged(cube: Cube, model: Model, base: Float64Array, moved: readonly (readonly [feature: number, unit: number])[]) {
  const d = cube.evidence.features.length
  const points = base.slice()
  for (let from = 0; from < points.length; from += d) for (const [feature, unit] of moved) points[from + feature] = unit
  const rows = settled(cube, points)
  const predicted = model.predict(rows)
  let [mean, variance, count] = [0, 0, 0]
  const all = predicted.mean.map((y, i) => (moved.every(([feature]) => rows[i * d + feature] === rows[i * d + feature]) ? y : NaN))
  for (const [i, y] of all.entries()) {
    if (y !== y) continue
    count++
    mean += (y - mean) / count
    variance += (predicted.variance[i]! - variance) / count
  }
  return count === 0 ? { mean: NaN, variance: NaN, all } : { mean, variance, all }
}

/** Evenly along the parameter; every value of a choice, also those that no trial has tried. */
function ticksOf({ evidence, places }: Cube, feature: number, count: number): readonly DependenceTick[] {
  const known = evidence.features[feature]!
  const units =
    known.levels > 0
      ? Array.from({ length: known.levels }, (_, k) => k)
      : (places[feature] ?? Array.from({ length: count }, (_, k) => k / (count - 1)))
  return units.map((unit) => ({ unit, value: valueOf(known, unit) }))
}

/** Points along a range, alone and in a pair; configurations that are averaged; lines that are shown. */
const steps = 33
const cells = 21
const others = 128
const othersOfTwo = 32
const shown = 30
