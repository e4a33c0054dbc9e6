/**
 * The path from one configuration to a better one, a parameter a step (Fawcett and Hoos 2016), each time the one that the forest believes gains most
 * (Biedenkapp et al. 2017). It tells which changes made the difference, and which were made on the way and may be left out.
 */
import { sortedQuantile } from "@diapason/math"
import { fulfils, type Flat, type Json, type Space } from "@diapason/core"
import { changed, rowOfFlat } from "./changed.ts"
import type { Evidence } from "./evidence.ts"
import { grownForest, type GrownForest } from "./grown-forest.ts"
import { halvesOf } from "./halves.ts"
import { lackOf, type Lack } from "./lack.ts"
import { warningsOf, type ModelledOptions } from "./modelled.ts"

/** One change, and those that it brings about. */
export interface AblationStep {
  readonly name: string
  readonly from: Json
  readonly to: Json
  /** Parameters that the change switches on or off. */
  readonly along: readonly string[]
  /** The loss that is believed after it, by how much it fell, and from the 5th to the 95th percentile of that; below 0 it rose. */
  readonly believed: number
  readonly gain: number
  readonly low: number
  readonly high: number
  /** Whether a run would pay: it carries a tenth of the whole gain, and its gain is above 0 in the whole interval. */
  readonly worthVerifying: boolean
}

export interface Ablation {
  readonly measure: "ablation"
  /** What is believed of the first configuration and of the last. */
  readonly start: number
  readonly end: number
  readonly steps: readonly AblationStep[]
  /** Differences of which the trials tell nothing, as all had the same value. */
  readonly untold: readonly string[]
  readonly fit: number
  readonly warnings: readonly string[]
}

/** From one configuration of the space to another. A step that would break a constraint waits until another has mended it. */
export function ablation(evidence: Evidence, space: Space, from: Flat, to: Flat, options: ModelledOptions = {}): Ablation | Lack {
  const { resamples = 20, seed = 0 } = options
  const lack = lackOf(evidence, "Importance needs")
  if (lack !== undefined) return lack
  const model = grownForest(evidence, seed)
  const path = pathOf(evidence, model, space, from, to)
  if (path.length === 0) return { lacks: "The two configurations differ in nothing that the trials tell apart." }
  const rows = [from, ...path.map(({ flat }) => flat)].map((flat) => rowOfFlat(evidence, flat))
  const believed = rows.map((row) => model.predict(row))
  const halves = halvesOf(evidence, resamples, seed).map((some) => {
    const asked = grownForest(some, seed, treesOfHalf)
    return rows.map((row) => asked.predict(row))
  })
  const whole = believed[0]! - believed.at(-1)!
  return {
    measure: "ablation",
    start: believed[0]!,
    end: believed.at(-1)!,
    steps: path.map(({ name, before, flat, along }, k) => {
      const gain = believed[k]! - believed[k + 1]!
      const [low, high] = around(
        gain,
        Float64Array.from(halves, (told) => told[k]! - told[k + 1]!),
      )
      const worthVerifying = gain >= 0.1 * whole && low > 0
      return { name, from: before, to: flat[name]!, along, believed: believed[k + 1]!, gain, low, high, worthVerifying }
    }),
    untold: space.parameters.flatMap(({ name }) =>
      same(from[name], to[name]) ||
      evidence.features.some((feature) => feature.name === name) ||
      path.some(({ along }) => along.includes(name))
        ? []
        : [name],
    ),
    fit: model.fit,
    warnings: warningsOf(model),
  }
}

interface Change {
  readonly name: string
  readonly before: Json
  readonly flat: Flat
  readonly along: readonly string[]
}

/** At each step the best of what is left by what the model believes; of equal ones the first declared. */
function pathOf(evidence: Evidence, model: GrownForest, space: Space, from: Flat, to: Flat): readonly Change[] {
  const path: Change[] = []
  const told = new Set(evidence.features.map(({ name }) => name))
  for (let flat = from; ;) {
    const left = space.parameters.flatMap(({ name }) => {
      const before = flat[name]
      const wanted = to[name]
      if (!told.has(name) || before === undefined || wanted === undefined || same(before, wanted)) return []
      const next = changed(space, flat, name, wanted, to)
      return [{ name, before, flat: next, along: alongWith(name, flat, next), believed: model.predict(rowOfFlat(evidence, next)) }]
    })
    const allowed = left.filter((change) => fulfils(space, change.flat))
    const best = (allowed.length > 0 ? allowed : left).reduce<(typeof left)[number] | undefined>(
      (least, change) => (least === undefined || change.believed < least.believed ? change : least),
      undefined,
    )
    if (best === undefined) return path
    path.push(best)
    flat = best.flat
  }
}

/** The parameters whose presence changed with another's value. */
const alongWith = (name: string, before: Flat, after: Flat): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (other) => other !== name && (before[other] === undefined) !== (after[other] === undefined),
  )

/** The deviations of halves from their mean, laid around a value. */
function around(value: number, halves: Float64Array): readonly [low: number, high: number] {
  if (halves.length === 0) return [value, value]
  const mean = halves.reduce((sum, half) => sum + half / halves.length, 0)
  const sorted = halves.map((half) => value + half - mean).sort()
  return [sortedQuantile(sorted, 0.05), sortedQuantile(sorted, 0.95)]
}

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

const treesOfHalf = 16
