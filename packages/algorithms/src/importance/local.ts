/**
 * Local importance (Biedenkapp, Marben, Lindauer and Hutter 2018, "CAVE"): with all else as in one configuration, how much the believed loss varies
 * as one parameter goes through its whole range. The question of somebody who has a good configuration and asks which knobs to mind.
 */
import { fromUnit, levels, valueAt, type Flat, type Json, type Space } from "@diapason/core"
import { changed, rowOfFlat } from "./changed.ts"
import type { Evidence } from "./evidence.ts"
import { grownForest, type GrownForest } from "./grown-forest.ts"
import { sharesByHalves } from "./halves.ts"
import { lackOf, type Lack } from "./lack.ts"
import { warningsOf, type Modelled, type ModelledOptions } from "./modelled.ts"

export interface Local extends Modelled<"local"> {
  /** Parameters that are not active there, of which nothing can be said. */
  readonly inactive: readonly string[]
}

/**
 * Around `flat`, a configuration of the space. Of a choice only values that some trial has had are looked at. A parameter whose value switches others
 * on or off takes them along.
 */
export function local(evidence: Evidence, space: Space, flat: Flat, options: ModelledOptions = {}): Local | Lack {
  const { resamples = 20, seed = 0 } = options
  const lack = lackOf(evidence, "Importance needs")
  if (lack !== undefined) return lack
  const model = grownForest(evidence, seed)
  const rows = evidence.features.map(({ parameter: { name } }, j) =>
    flat[name] === undefined ? [] : valuesOf(evidence, j).map((value) => rowOfFlat(evidence, changed(space, flat, name, value))),
  )
  const measure = (some: Evidence): readonly number[] => {
    const asked = some === evidence ? model : grownForest(some, seed, treesOfHalf)
    return rows.map((points) => variance(asked, points))
  }
  const inactive = evidence.features.flatMap(({ name }) => (flat[name] === undefined ? [name] : []))
  return {
    measure: "local",
    parameters: sharesByHalves(evidence, measure, { resamples, seed }).filter(({ name }) => !inactive.includes(name)),
    inactive,
    fit: model.fit,
    warnings: warningsOf(model),
  }
}

/** The values that a parameter goes through: all of few, else even places of its range. */
function valuesOf({ features, units, trials }: Evidence, j: number): readonly Json[] {
  const { parameter, levels: choices } = features[j]!
  if (choices > 0) {
    const tried = new Set(Array.from(trials, (_, i) => units[i * features.length + j]!))
    return Array.from({ length: choices }, (_, k) => k).flatMap((k) => (tried.has(k) ? [valueAt(parameter, k)] : []))
  }
  const count = levels(parameter)
  if (count <= places) return Array.from({ length: count }, (_, k) => valueAt(parameter, k))
  return Array.from({ length: places }, (_, k) => fromUnit(parameter, (k + 0.5) / places))
}

function variance(model: GrownForest, points: readonly Float64Array[]): number {
  let [mean, squares] = [0, 0]
  points.forEach((point, k) => {
    const value = model.predict(point)
    const off = value - mean
    mean += off / (k + 1)
    squares += off * (value - mean)
  })
  return points.length === 0 ? 0 : squares / points.length
}

const places = 50
const treesOfHalf = 16
