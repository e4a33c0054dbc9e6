/**
 * How strongly two parameters act together: Friedman's H² (Friedman and Popescu 2008, section 8.1), the share of what a pair does, alone and
 * together, that is left when what each does alone is taken away. With partial dependences over even points of the cube it is a ratio of
 * variances, V_jk / (V_j + V_k + V_jk), and read off the surface's analysis of variance.
 */
import { rng, shuffle, sortedQuantile } from "@diapason/math"
import type { Evidence } from "../importance/evidence.ts"
import type { Model } from "../importance/model.ts"
import { cubeOf, settled, strewn } from "./cube.ts"
import { effectsAt, frameOf, partsOf, type Pair, type Parts } from "./variance-parts.ts"

/** A pair of features, by their places in the evidence. */
export interface PairStrength {
  readonly first: number
  readonly second: number
  /** Of all variance of the surface over the cube. */
  readonly share: Estimate
  /** H², 0..1: of what these two do, how much they do only together. Of a pair that does next to nothing it is next to arbitrary. */
  readonly h: Estimate
}

/** 0..1 each. */
export interface Estimate {
  readonly value: number
  /** The 90 % interval, from surfaces that the trials allow for as well. */
  readonly low: number
  readonly high: number
  /** What a pair without interaction would show in 95 of 100 cases: less says nothing. */
  readonly floor: number
}

interface Strengths {
  readonly pairs: readonly PairStrength[]
  /** For each feature what it does alone to the loss of each trial. */
  readonly effects: readonly Float64Array[]
}

/** The surface of a model over even points of the cube, and its parts. */
function looked(evidence: Evidence, model: Model, seed: number) {
  const cube = cubeOf(evidence)
  const points = strewn(cube, pointCount, seed)
  const surface = model.over(settled(cube, points))
  const frame = frameOf(cube, points, surface.mean)
  const all = pairsOf(evidence.features.length).filter(([j, k]) => !hangs(cube.parents, j, k) && !hangs(cube.parents, k, j))
  const first = partsOf(frame, surface.mean, all)
  const kept = all
    .map((pair, p) => ({ pair, size: first.pairs[p]! }))
    .sort((a, b) => b.size - a.size)
    .slice(0, mostPairs)
    .map(({ pair }) => pair)
  const measured = (values: Float64Array): Parts => partsOf(frame, values, kept)
  const estimate = measured(surface.mean)
  return { surface, kept, measured, estimate, effects: effectsAt(estimate, frame.at(evidence.units), evidence.losses.length) }
}

/**
 * The pairs by their share, largest first: at most 40. A pair of which one hangs on the other is left out: that they act together is how the
 * space is made. `model` is of this evidence.
 */
export function friedmanH(evidence: Evidence, model: Model, seed = 0): Strengths {
  const { surface, kept, measured, estimate, effects } = looked(evidence, model, seed)
  const versions = surface.versions(model.kind === "process" ? 48 : 12, seed).map(measured)
  const without = evidence.losses.map((_, i) => effects.reduce((sum, effect) => sum + effect[i]!, estimate.mean))
  const rest = evidence.losses.map((loss, i) => loss - without[i]!)
  const again = surface.again(varianceOf(rest))
  const nulls = Array.from({ length: nullCount }, (_, k) => {
    const moved = shuffle([...rest], rng(seed, k, "bootstrap", 1))
    return measured(again(without.map((value, i) => value + moved[i]!)))
  })
  const estimated = (of: (parts: Parts) => number): Estimate =>
    estimateOf(
      of(estimate),
      versions.map((parts) => of(parts)),
      nulls.map((parts) => of(parts)),
      model.missed,
    )
  const pairs = kept.map(([j, k], p) => ({
    first: j,
    second: k,
    share: estimated(({ pairs, total }) => ratio(pairs[p]!, total)),
    h: estimated(({ pairs, single }) => ratio(pairs[p]!, single[j]! + single[k]! + pairs[p]!)),
  }))
  return { pairs, effects }
}

/**
 * What versions have more than their mean surface, all of them together, is the waviness of single draws, and is taken off the lower end. What the
 * model missed may lie along the pair: a part e of the variance moves a share v by up to 2 √(v e), of which half is allowed for. What chance
 * shows as well may be nothing.
 */
function estimateOf(value: number, versions: readonly number[], nulls: readonly number[], missed: number): Estimate {
  const sorted = versions.toSorted((a, b) => a - b)
  const more = Math.max(0, versions.reduce((sum, x) => sum + x, 0) / versions.length - value)
  const floor = sortedQuantile(
    nulls.toSorted((a, b) => a - b),
    0.95,
  )
  const down = Math.max(0, value - sortedQuantile(sorted, 0.05) + more)
  const up = Math.max(0, sortedQuantile(sorted, 0.95) - value, floor - value)
  const unknown = value * missed
  return {
    value,
    low: value > floor ? Math.max(0, value - Math.sqrt(down * down + unknown)) : 0,
    high: Math.min(1, value + Math.sqrt(up * up + unknown)),
    floor,
  }
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, x) => sum + x / values.length, 0)
  return values.reduce((sum, x) => sum + ((x - mean) * (x - mean)) / values.length, 0)
}

const ratio = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : 0)

const pairsOf = (features: number): readonly Pair[] =>
  Array.from({ length: features }, (_, j) => j).flatMap((j) => Array.from({ length: features - j - 1 }, (_, k): Pair => [j, j + 1 + k]))

const hangs = (parents: readonly (readonly { readonly feature: number }[])[], child: number, on: number): boolean =>
  parents[child]!.some(({ feature }) => feature === on || hangs(parents, feature, on))

const pointCount = 2048
const mostPairs = 40
const nullCount = 20
