/** Which parameters act together: the pairs whose best values cannot be chosen one by one. */
import type { Evidence, Feature, LeftOut } from "../importance/evidence.ts"
import { importance, type Importance, type NoImportance } from "../importance/importance.ts"
import { lackOf } from "../importance/lack.ts"
import { modelOf } from "../importance/model-of.ts"
import type { Model } from "../importance/model.ts"
import { friedmanH, type Estimate, type PairStrength } from "./friedman-h.ts"
import { moderate } from "./moderate.ts"
import { scales } from "./scaling-exponent.ts"
import { rolePairs, scalingsBeside, type PairScaling } from "./scalings.ts"

export interface Interaction {
  readonly first: string
  readonly second: string
  /** Of all variation over the space, how much only the pair explains, 0..1; as `importance` tells it. */
  readonly share: number
  /** The 90 % interval. */
  readonly low: number
  readonly high: number
  /** What chance shows in 95 of 100 cases; a share below it says nothing. */
  readonly floor: number
  /** Friedman's H²: of what these two do, how much they do only together, 0..1. */
  readonly h: Estimate
  /** For people. */
  readonly sentence: string
  /** Where both are numbers on a logarithmic scale: how the best value of one moves with the other. */
  readonly exponent?: PairScaling
}

export interface Interactions {
  /** Greatest share first, at most 40. */
  readonly pairs: readonly Interaction[]
  /** Learning rate and batch size, where the space has both: also when the pair is no strong one. */
  readonly scaling: readonly PairScaling[]
  readonly model: Model["kind"]
  /** The share of the variance of unseen trials that the model predicts. */
  readonly r2: number
  readonly trials: number
  /** In words, why not to lean on this. */
  readonly warnings: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

/** Why there is nothing to tell; `needed` and `has` count trials where these are too few. */
export interface NoInteractions {
  readonly lacks: string
  readonly needed?: number
  readonly has?: number
  readonly leftOut: readonly LeftOut[]
}

/** What is known of this evidence already, and need not be worked out again. */
interface Known {
  readonly model?: Model
  readonly shares?: Importance | NoImportance
}

/** Two to five seconds for a thousand trials of twenty parameters. */
export function interactions(given: Evidence, { model, shares }: Known = {}): Interactions | NoInteractions {
  const evidence = moderate(given)
  const { features, leftOut, losses } = evidence
  const lack = lackOf(evidence, "Interactions need")
  if (lack !== undefined) return { ...lack, leftOut }
  if (features.length === 1)
    return { lacks: `Interactions need two parameters that took more than one value; only ${features[0]!.name} did.`, leftOut }
  const known = evidence === given && model !== undefined ? model : modelOf(evidence)!
  const { pairs: found, effects } = friedmanH(evidence, known)
  const pairs = withShares(features, found, shares ?? importance(evidence))
  const scalingOf = scalingsBeside(evidence, effects)
  const roles = rolePairs(features).map(([j, k]) => ({ j, k, scaling: scalingOf(j, k) }))
  const shown = pairs.map((pair, place): Interaction => {
    const { first: j, second: k, share, h } = pair
    const exponent =
      roles.find((role) => (role.j === j && role.k === k) || (role.j === k && role.k === j))?.scaling ??
      (place < asked && share.value > share.floor && scales(features[j]!) && scales(features[k]!) ? scalingOf(j, k) : undefined)
    const [first, second] = [features[j]!.name, features[k]!.name]
    const { value, ...bounds } = share
    return { first, second, share: value, ...bounds, h, sentence: sentenceOf(first, second, pair), ...(exponent && { exponent }) }
  })
  return {
    pairs: shown,
    scaling: roles.map(({ scaling }) => scaling),
    model: known.kind,
    r2: known.r2,
    trials: losses.length,
    warnings: warningsOf(known, losses.length),
    leftOut,
  }
}

/** The pairs with the shares that importance tells, which are made for no other purpose; those that it leaves out keep their own. */
function withShares(
  features: readonly Feature[],
  pairs: readonly PairStrength[],
  shares: Importance | NoImportance,
): readonly PairStrength[] {
  if ("lacks" in shares) return pairs
  const told = new Map(shares.pairs.map((pair) => [[pair.first, pair.second].sort().join("\n"), pair]))
  return pairs
    .map((pair): PairStrength => {
      const better = told.get([features[pair.first]!.name, features[pair.second]!.name].sort().join("\n"))
      return better === undefined
        ? pair
        : { ...pair, share: { value: better.share, low: better.low, high: better.high, floor: pair.share.floor } }
    })
    .sort((a, b) => b.share.value - a.share.value)
}

function sentenceOf(first: string, second: string, { share, h }: PairStrength): string {
  if (share.value <= share.floor) return `${first} and ${second}: no more than chance shows, ${percent(share.floor)} %`
  if (share.value < slight) return `${first} and ${second} hardly act together: ${percent(share.value)} % of all variation`
  const range = `${percent(share.low)} to ${percent(share.high)} %`
  return `${first} and ${second} act together: ${percent(share.value)} % of all variation, ${range}; ${percent(h.value)} % of what the two do`
}

/** A pair that explains less is named, and no more. */
const slight = 0.01

const percent = (share: number): number => (share < 0.1 ? Math.round(share * 1000) / 10 : Math.round(share * 100))

const warningsOf = ({ r2, kind }: Model, trials: number): readonly string[] => [
  ...(r2 < 0.3 ? [`The ${kind} predicts only ${percent(Math.max(0, r2))} % of the variance of unseen trials: what it says is weak.`] : []),
  ...(trials < 30 ? [`${trials} trials are few: from 30 on the intervals can be leant on.`] : []),
]

/** Strongest pairs whose exponent is looked for without a name that tells. */
const asked = 3
