/**
 * Shapley values of trials (Lundberg et al. 2020): how much, on average, a parameter moves what the forest believes of a trial away from what
 * it believes of any. The share of a parameter is its mean absolute part. Of the best trial the parts are given, with their signs.
 */
import { attributions } from "./attribution.ts"
import type { Evidence } from "./evidence.ts"
import { grownForest, type GrownForest } from "./grown-forest.ts"
import { sharesByHalves } from "./halves.ts"
import { lackOf, type Lack } from "./lack.ts"
import { warningsOf, type Modelled, type ModelledOptions } from "./modelled.ts"

/** What the parameters of one trial add, as losses: below 0 is better. */
export interface Parts {
  readonly trial: number
  /** The mean belief, and what is believed of this trial; the parts make up the difference. */
  readonly base: number
  readonly believed: number
  readonly parts: Readonly<Record<string, number>>
}

export interface Shapley extends Modelled<"shapley"> {
  readonly best: Parts
}

/** At most 128 trials are looked at, evenly chosen. */
export function shapley(evidence: Evidence, options: ModelledOptions = {}): Shapley | Lack {
  const { resamples = 20, seed = 0 } = options
  const lack = lackOf(evidence, "Importance needs")
  if (lack !== undefined) return lack
  const model = grownForest(evidence, seed)
  const measure = (some: Evidence): Float64Array =>
    some === evidence ? meanParts(model, mostTrials) : meanParts(grownForest(some, seed, treesOfHalf), trialsOfHalf)
  return {
    measure: "shapley",
    parameters: sharesByHalves(evidence, measure, { resamples, seed }),
    best: partsOf(model, evidence, bestOf(evidence)),
    fit: model.fit,
    warnings: warningsOf(model),
  }
}

/** The place of the best trial, of equal ones the first. */
function bestOf({ losses }: Evidence): number {
  let best = 0
  for (let i = 1; i < losses.length; i++) if (losses[i]! < losses[best]!) best = i
  return best
}

function partsOf(model: GrownForest, { features, trials }: Evidence, row: number): Parts {
  const from = row * features.length
  const { base, parts } = attributions(model)(model.rows.at, from)
  return {
    trial: trials[row]!,
    base,
    believed: model.predict(model.rows.at, from),
    parts: Object.fromEntries(features.map(({ name }, j) => [name, parts[j]!])),
  }
}

function meanParts(model: GrownForest, most: number): Float64Array {
  const { count, columns, at } = model.rows
  const looked = Math.min(most, count)
  const attribute = attributions(model)
  const sums = new Float64Array(columns)
  for (let k = 0; k < looked; k++) {
    const { parts } = attribute(at, Math.floor((k * count) / looked) * columns)
    for (let c = 0; c < columns; c++) sums[c]! += Math.abs(parts[c]!)
  }
  return sums
}

const mostTrials = 128
/** For an interval fewer trials and trees are enough. */
const trialsOfHalf = 64
const treesOfHalf = 16
