/**
 * PED-ANOVA (Watanabe, Bansal and Hutter 2023, "PED-ANOVA: efficiently quantifying hyperparameter importance in arbitrary subspaces"): how much
 * the best trials' values of a parameter differ from those of all, by the Pearson divergence of their densities. No model is fitted, and a
 * parameter takes time in proportion to the trials, so it may be looked at while a study runs. It tells what it takes to be among the best.
 * Interactions are not seen. Of conditional parameters the trials in which they were active are compared (Conditional PED-ANOVA, 2026, theorem 4.2).
 */
import { rng } from "@diapason/math"
import type { Evidence } from "./evidence.ts"
import { lackOf, type Lack } from "./lack.ts"
import { cellsOf, type Cells } from "./ped/cells.ts"
import { density } from "./ped/density.ts"
import { normalised, sharesOf, type Share } from "./share.ts"

export interface PedAnovaOptions {
  /** The share of trials that count as the best, those with the same value as the last of them included; default 0.1, above 0. */
  readonly top?: number
  /** The share of trials they are compared with; default 1, all of them. Less asks what matters once a study is there already. */
  readonly region?: number
  /** What they are compared with: the values that were `tried` (default), or all of the `space` alike. */
  readonly against?: "tried" | "space"
  /** For the intervals; default 100, 0 for none. */
  readonly resamples?: number
  readonly seed?: number
}

export interface PedAnova {
  readonly measure: "ped-anova"
  readonly parameters: readonly Share[]
  /** The divergences themselves by name, before they were made shares. */
  readonly divergences: Readonly<Record<string, number>>
  /** How many trials counted as the best, and how many they were compared with. */
  readonly top: number
  readonly region: number
}

/** O(features × trials), once more for each resample. */
export function pedAnova(evidence: Evidence, options: PedAnovaOptions = {}): PedAnova | Lack {
  const { top = 0.1, region = 1, against = "tried", resamples = 100, seed = 0 } = options
  const lack = lackOf(evidence, "Importance needs")
  if (lack !== undefined) return lack
  const { losses, features } = evidence
  // Best first, so that the best are those before a place.
  const order = new Int32Array(losses.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  order.sort((a, b) => losses[a]! - losses[b]! || a - b)
  const sorted = losses.slice().sort()
  const cells = features.map((_, j) => cellsOf(evidence, j, order))
  const weights = new Int32Array(order.length).fill(1)
  const parts = partsOf(sorted, weights, top, region)
  if (parts.top === parts.region) return { lacks: "The best trials cannot be told from the others: too many have the same value." }
  const divergences = cells.map((of) => divergence(of, weights, parts, against))
  const names = features.map(({ name }) => name)
  const repeated = Array.from({ length: resamples }, (_, k) => {
    draw(weights, seed, k)
    const resampled = partsOf(sorted, weights, top, region)
    return normalised(cells.map((of) => divergence(of, weights, resampled, against)))
  })
  return {
    measure: "ped-anova",
    parameters: sharesOf(names, normalised(divergences), repeated),
    divergences: Object.fromEntries(names.map((name, j) => [name, divergences[j]!])),
    top: parts.top,
    region: parts.region,
  }
}

/** Up to which place trials are among the best and in the region, and how many those are. */
interface Parts {
  readonly topEnd: number
  readonly regionEnd: number
  readonly top: number
  readonly region: number
}

function partsOf(sorted: Float64Array, weights: Int32Array, top: number, region: number): Parts {
  const [topEnd, inTop] = upTo(sorted, weights, top)
  const [regionEnd, inRegion] = upTo(sorted, weights, region)
  return { topEnd, regionEnd, top: inTop, region: inRegion }
}

/** The first ⌈share · n⌉ and those with the same value as the last of them: where they end, and how many they are. */
function upTo(sorted: Float64Array, weights: Int32Array, share: number): readonly [end: number, count: number] {
  const wanted = Math.ceil(share * sorted.length)
  let [end, count] = [0, 0]
  while (end < sorted.length && count < wanted) count += weights[end++]!
  for (; end < sorted.length && sorted[end] === sorted[end - 1]; end++) count += weights[end]!
  return [end, count]
}

/** γ² α²/β · Σ p(p_top/p − 1)², over the trials in which the parameter was active; 0 where fewer than two were. */
function divergence({ count, choice, of }: Cells, weights: Int32Array, parts: Parts, against: "tried" | "space"): number {
  const inTop = new Float64Array(count)
  let activeTop = 0
  for (let i = 0; i < parts.topEnd; i++) {
    if (of[i]! < 0) continue
    inTop[of[i]!]! += weights[i]!
    activeTop += weights[i]!
  }
  const inRegion = inTop.slice()
  let activeRegion = activeTop
  for (let i = parts.topEnd; i < parts.regionEnd; i++) {
    if (of[i]! < 0) continue
    inRegion[of[i]!]! += weights[i]!
    activeRegion += weights[i]!
  }
  if (activeRegion < 2 || activeTop === 0) return 0
  const best = density(inTop, choice)
  const tried = against === "space" ? new Float64Array(count).fill(1 / count) : density(inRegion, choice)
  let sum = 0
  for (let k = 0; k < count; k++) {
    const p = tried[k]! + (against === "space" ? 0 : least)
    const ratio = (best[k]! + least) / p - 1
    sum += p * ratio * ratio
  }
  const [gamma, alpha, beta] = [parts.top / parts.region, activeTop / parts.top, activeRegion / parts.region]
  return ((gamma * gamma * alpha * alpha) / beta) * sum
}

/** How often each trial is drawn among as many. */
function draw(weights: Int32Array, seed: number, k: number): void {
  const random = rng(seed, k, "bootstrap")
  weights.fill(0)
  for (let i = 0; i < weights.length; i++) weights[random.below(weights.length)]!++
}

/** Added to densities, so that none is 0. */
const least = 1e-12
