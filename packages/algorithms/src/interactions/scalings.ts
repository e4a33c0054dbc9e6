/** How the best learning rate moves with the batch size, where a space has both. */
import type { Evidence, Feature } from "../importance/evidence.ts"
import { explanationOf, type Explanation, type Importance, type ImportanceOptions, type NoImportance } from "../importance/importance.ts"
import { toTheEnd } from "../importance/to-the-end.ts"
import { moderate } from "./moderate.ts"
import { roleOf } from "../role-of.ts"
import { scales, scalingExponent, type ScalingExponent } from "./scaling-exponent.ts"

/** A scaling exponent by names. */
export interface PairScaling extends Pick<ScalingExponent, "exponent" | "low" | "high" | "verdict" | "sentence"> {
  readonly moves: string
  readonly along: string
}

/** What mattered, and how the best learning rate moves with the batch size: one model is asked both. */
export interface Explained {
  readonly importance: Importance | NoImportance
  /** Empty where the space has not both, or there is no model. */
  readonly scalings: readonly PairScaling[]
}

/** At once: about a second for a thousand trials of twenty parameters. Throws D164 for a `top` that is no share. */
export function explained(given: Evidence, options: ImportanceOptions = {}): Explained {
  const evidence = moderate(given)
  const found = toTheEnd(explanationOf(evidence, options))
  if ("lacks" in found) return { importance: found, scalings: [] }
  return { importance: found.importance, scalings: scalingsOf(evidence, found) }
}

function scalingsOf(evidence: Evidence, explanation: Explanation): readonly PairScaling[] {
  const roles = rolePairs(evidence.features)
  if (roles.length === 0) return []
  // Of many trials a fair part: one exponent needs no more, and people wait for it.
  const every = Math.ceil(explanation.looked.length / mostForScaling)
  const kept = explanation.looked.flatMap((place, k) => (k % every === 0 ? [{ place, k }] : []))
  const effects = evidence.features.map(({ name }) => {
    const effect = explanation.alone(name)
    return Float64Array.from(kept, ({ k }) => effect[k]!)
  })
  const scalingOf = scalingsBeside(
    picked(
      evidence,
      kept.map(({ place }) => place),
    ),
    effects,
  )
  return roles.map(([j, k]) => scalingOf(j, k))
}

const mostForScaling = 400

function picked({ trials, losses, units, ...evidence }: Evidence, places: readonly number[]): Evidence {
  const width = evidence.features.length
  return {
    ...evidence,
    trials: Int32Array.from(places, (i) => trials[i]!),
    losses: Float64Array.from(places, (i) => losses[i]!),
    units: Float64Array.from({ length: places.length * width }, (_, at) => units[places[Math.floor(at / width)]! * width + (at % width)]!),
  }
}

/** The exponent of two features, after what all others do alone was taken off the losses. */
export function scalingsBeside(evidence: Evidence, effects: readonly Float64Array[]): (j: number, k: number) => PairScaling {
  const others = (j: number, k: number): Float64Array =>
    evidence.losses.map((_, i) => effects.reduce((sum, effect, l) => (l === j || l === k ? sum : sum + effect[i]!), 0))
  return (j, k) => named(evidence.features, scalingExponent(evidence, j, k, others(j, k)))
}

/** Each learning rate with each batch size, by their places. */
export const rolePairs = (features: readonly Feature[]): readonly (readonly [number, number])[] =>
  features.flatMap((rate, j) =>
    roleOf(rate) === "rate" && scales(rate)
      ? features.flatMap((batch, k) => (roleOf(batch) === "batch" && numbers(batch) ? [[j, k] as const] : []))
      : [],
  )

/** A batch size on a linear scale is one all the same. */
const numbers = (feature: Feature): boolean => scales(feature) || (feature.parameter.kind === "int" && feature.parameter.low > 0)

const named = (features: readonly Feature[], { moves, along, ...rest }: ScalingExponent): PairScaling => ({
  moves: features[moves]!.name,
  along: features[along]!.name,
  ...rest,
})
