/**
 * Which parameters mattered, and which pairs: functional ANOVA (Hutter, Hoos and Leyton-Brown 2014). Shares are of the variance over the whole
 * space, each coordinate on its parameter's own scale, by the model that predicts unseen trials better.
 */
import { fault } from "@diapason/core"
import { anovaOf, type Anova, type Model } from "./anova-of.ts"
import type { Evidence, LeftOut } from "./evidence.ts"
import { given, whereActive, type Given } from "./given.ts"
import { interval, type ShareOfVariance } from "./interval.ts"
import { lackOf, leastForModel, type Lack } from "./lack.ts"
import { standardised } from "./standardised.ts"
import { toTheEnd } from "./to-the-end.ts"

export interface ImportanceOptions {
  /** In (0, 1]: losses beyond this quantile count as equal to it, so that only what matters in the good region counts. 1 */
  readonly top?: number
  /** By default the one with the better cross-validated R². */
  readonly model?: Model
  /** Of the forest. 64 */
  readonly trees?: number
  /** Whether pairs are looked at. true */
  readonly pairs?: boolean
  /** 0 */
  readonly seed?: number
}

export interface Importance {
  /** Greatest share first; a parameter's share is what it explains alone. */
  readonly features: readonly (ShareOfVariance & {
    readonly name: string
    /** Of a conditional parameter its share among the trials in which it was active; absent where these are too few. */
    readonly givenActive?: number
  })[]
  /** Greatest share first; a pair's share is what the two explain together beyond what each explains alone. */
  readonly pairs: readonly (ShareOfVariance & { readonly first: string; readonly second: string })[]
  /** What three parameters or more do together, and noise that the model holds for such. */
  readonly rest: number
  readonly model: Model
  /** How much of the variance of trials the model predicts that it has not seen; at most 1. */
  readonly r2: number
  /** The same of each model that was asked. */
  readonly asked: Readonly<Partial<Record<Model, number>>>
  /** Trials that were looked at. */
  readonly trials: number
  /** In words, why not to lean on this. */
  readonly warnings: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

/** Why there is no importance to tell. */
export interface NoImportance extends Lack {
  readonly leftOut: readonly LeftOut[]
}

/** At once: some seconds for thousands of trials. Throws D164 for a `top` that is no share. */
export const importance = (evidence: Evidence, options: ImportanceOptions = {}): Importance | NoImportance =>
  toTheEnd(importanceInSteps(evidence, options))

/** The same in steps that take some ten milliseconds, for a caller who has other things to do in between. */
export function* importanceInSteps(evidence: Evidence, options: ImportanceOptions = {}): Generator<void, Importance | NoImportance> {
  const found = yield* explanationOf(evidence, options)
  return "lacks" in found ? found : found.importance
}

/** What mattered, and what the same model says of features alone. */
export interface Explanation {
  readonly importance: Importance
  /** The trials that were looked at, by their places in the evidence. */
  readonly looked: readonly number[]
  /** What a feature does alone to the loss of each of them: 0 where it was not active, or is not known to do anything. */
  alone(name: string): Float64Array
}

/** In steps, as `importanceInSteps`. */
export function* explanationOf(
  evidence: Evidence,
  { top = 1, model, trees = 64, pairs = true, seed = 0 }: ImportanceOptions,
): Generator<void, Explanation | NoImportance> {
  if (!(top > 0 && top <= 1)) throw fault("D164", { top })
  const all = yield* given(evidence, mostTrials, top, seed)
  const lack = lackOf({ ...evidence, ...all }, "Importance needs")
  if (lack !== undefined) return { ...lack, leftOut: all.leftOut }
  const anova = yield* anovaOf(all, { model, trees, pairs, seed })
  if (anova === undefined) return { lacks: "The values seem to vary for no reason that lies in the parameters.", leftOut: all.leftOut }
  const givenActive = yield* sharesGivenActive(all, anova)
  return { importance: told(all, anova, givenActive), looked: all.looked, alone: (name) => aloneOf(all, anova, name) }
}

/** More trials are thinned: what they add to shares is less than the models' own error. */
const mostTrials = 2000

function aloneOf({ features, active, losses }: Given, anova: Anova, name: string): Float64Array {
  const f = features.findIndex((feature) => feature.name === name)
  if (f < 0) return new Float64Array(losses.length)
  const { scale } = standardised(losses)
  return anova.alone(f).map((effect, i) => (active[i * features.length + f] === 1 ? scale * effect : 0))
}

/** For each feature; one analysis for all that are active in the same trials. */
function* sharesGivenActive(all: Given, anova: Anova): Generator<void, (number | undefined)[]> {
  const width = all.features.length
  const known = new Map<string, Map<string, number>>()
  const shares: (number | undefined)[] = []
  for (let f = 0; f < width; f++) {
    if (!all.features[f]!.conditional) {
      shares.push(undefined)
      continue
    }
    const pattern = Array.from(all.losses, (_, i) => all.active[i * width + f]!).join("")
    if (!known.has(pattern)) {
      const some = whereActive(all, f)
      const told = some.losses.length >= leastForModel && some.features.length > 0
      const found = told ? yield* anova.among(some) : undefined
      known.set(pattern, new Map(found?.map((share, g) => [some.features[g]!.name, share])))
    }
    shares.push(known.get(pattern)!.get(all.features[f]!.name))
  }
  return shares
}

function told(all: Given, anova: Anova, givenActive: readonly (number | undefined)[]): Importance {
  const { features, losses, leftOut } = all
  const { r2, model, asked, paired } = anova
  const spent = [...anova.ones, ...anova.pairs].reduce((sum, { share }) => sum + share, 0)
  const unpaired = features.length - paired.length
  return {
    features: features
      .map(({ name }, f) => ({
        name,
        ...interval(anova.ones[f]!, losses.length),
        ...(givenActive[f] !== undefined && { givenActive: givenActive[f] }),
      }))
      .sort((a, b) => b.share - a.share),
    pairs: anova.pairs
      .map((pair) => ({ first: features[pair.first]!.name, second: features[pair.second]!.name, ...interval(pair, losses.length) }))
      .sort((a, b) => b.share - a.share),
    rest: Math.max(0, 1 - spent),
    model,
    r2,
    asked,
    trials: losses.length,
    warnings: [
      ...(losses.length < 30 ? [`There are ${losses.length} trials only; from 30 on shares can be leaned on.`] : []),
      ...(r2 < 0.3
        ? [`The model predicts ${Math.max(0, Math.round(100 * r2))} % of the variance of unseen trials: the shares may be chance.`]
        : []),
    ],
    leftOut:
      paired.length === 0 || unpaired === 0
        ? leftOut
        : [...leftOut, { what: `pairs of ${unpaired} parameters`, why: `only the ${paired.length} by which trees cut most are paired` }],
  }
}
