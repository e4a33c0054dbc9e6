import { rng, shuffle } from "@diapason/math"
import type { Column, TrialTable } from "../board/table.ts"
import { binsOf, type Bins } from "./bins.ts"
import { interactionSquares, twoWay, type TwoWay } from "./two-way.ts"

/** What a study shows of its parameters by itself, without a model. */
export interface Effects {
  /** How many trials were looked at. */
  readonly trials: number
  /** By parameter, greatest first. */
  readonly main: readonly MainEffect[]
  /** By pair of parameters, greatest first. */
  readonly pairs: readonly Interaction[]
}

export interface MainEffect {
  readonly name: string
  /** Of the variation of the ranks, 0..1, less what chance alone would give. */
  readonly share: number
}

export interface Interaction {
  readonly first: string
  readonly second: string
  /** Of the variation of the ranks, 0..1: what the two explain together beyond the sum of what each explains. */
  readonly share: number
  /** What the strongest pair of this study reaches by chance in one of twenty cases; only a greater share is called an interaction. */
  readonly floor: number
}

/** Fewer complete trials than this say nothing about pairs. */
export const leastForEffects = 20

/**
 * A first look at main effects and interactions: a binned two-way analysis of variance on the ranks of the loss. It shows what the trials
 * show, where they lie: a sampler that has tried a region rarely leaves little to see there, and a model-based importance may differ. The
 * floor comes from the same analysis on permuted residuals, over all pairs at once, so that noise among many pairs is not called an
 * interaction. `losses` is by trial, NaN where a trial does not count. Undefined below 20 trials that count. At most 600 of them, evenly
 * spaced, are looked at; the same table gives the same answer.
 */
export function effectsOf(table: TrialTable, losses: Float64Array): Effects | undefined {
  const before = known.get(table)
  if (before !== undefined && isSame(before.losses, losses)) return before.effects
  const effects = lookedAt(table, losses)
  known.set(table, { losses: losses.slice(), effects })
  return effects
}

/** The newest answer for a table: several pictures of one study ask for the same. */
const known = new WeakMap<TrialTable, { readonly losses: Float64Array; readonly effects: Effects | undefined }>()

const isSame = (a: Float64Array, b: Float64Array): boolean => a.length === b.length && a.every((loss, n) => Object.is(loss, b[n]))

function lookedAt({ columns }: TrialTable, losses: Float64Array): Effects | undefined {
  const trials = thinned(losses)
  if (trials.length < leastForEffects) return undefined
  const y = ranksOf(trials.map((n) => losses[n]!))
  const most = trials.length < 60 ? 3 : trials.length < 200 ? 4 : 5
  const binned = columns
    .filter(({ kind }) => kind === "parameter")
    .map((column) => ({ column, bins: binsOf(column, trials, most) }))
    .filter(({ bins }) => bins.count > 1)
  const main = binned.map(({ column, bins }): MainEffect => ({ name: column.name, share: mainShare(y, bins) }))
  return { trials: trials.length, main: main.sort((a, b) => b.share - a.share), pairs: pairsOf(y, binned) }
}

interface Binned {
  readonly column: Column
  readonly bins: Bins
}

function pairsOf(y: Float64Array, binned: readonly Binned[]): readonly Interaction[] {
  const found = binned.flatMap((one, i) =>
    binned.slice(i + 1).flatMap((other) => {
      const table = twoWay(y, one.bins, other.bins)
      if (table.members.length < leastForEffects || table.freedom < 1 || !(table.total > 0)) return []
      return [{ first: one.column.name, second: other.column.name, table, share: shareOf(table, table.residuals) }]
    }),
  )
  const floors = floorsOf(
    found.map(({ table }) => table),
    y.length,
  )
  return found.map(({ first, second, share }, i) => ({ first, second, share, floor: floors[i]! })).sort((a, b) => b.share - a.share)
}

const shareOf = (table: TwoWay, residuals: ArrayLike<number>): number => Math.min(1, interactionSquares(residuals, table) / table.total)

/**
 * What each pair must exceed. Chance gives a pair of many cells, or of few trials, a greater share: so the shares of a permutation are measured
 * by their mean for the pair, and the greatest that any pair reaches in 19 permutations holds for all: one of twenty studies without interactions
 * has a pair above it.
 */
function floorsOf(tables: readonly TwoWay[], trials: number): readonly number[] {
  const places = Array.from({ length: trials }, (_, i) => i)
  const orders = Array.from({ length: permutations }, (_, k) => Int32Array.from(shuffle(places, rng(0, k, "bootstrap"))))
  const shares = tables.map((table) => {
    const residuals = spread(table, trials)
    const handed = new Float64Array(table.members.length)
    return orders.map((order) => shareOf(table, inOrder(residuals, order, handed)))
  })
  const means = shares.map((all) => all.reduce((sum, share) => sum + share, 0) / permutations)
  const tops = orders.map((_, k) => shares.reduce((top, all, i) => (means[i]! > 0 ? Math.max(top, all[k]! / means[i]!) : top), 0))
  const height = tops.reduce((top, one) => Math.max(top, one), 1)
  return means.map((mean) => Math.min(1, height * mean))
}

/** The residuals of a pair by trial; NaN where the pair has none. */
function spread({ members, residuals }: TwoWay, trials: number): Float64Array {
  const found = new Float64Array(trials).fill(NaN)
  for (let m = 0; m < members.length; m++) found[members[m]!] = residuals[m]!
  return found
}

/** Those of a pair as a permutation of all trials hands them out; written into `handed`. */
function inOrder(residuals: Float64Array, order: Int32Array, handed: Float64Array): Float64Array {
  let m = 0
  for (let k = 0; k < order.length; k++) {
    const residual = residuals[order[k]!]!
    if (residual === residual) handed[m++] = residual
  }
  return handed
}

const permutations = 19

/** The share of a main effect, less the share that as many bins have by chance (ε², Kelley 1935). */
function mainShare(y: Float64Array, bins: Bins): number {
  const members = Array.from(y, (_, i) => i).filter((i) => bins.of[i]! >= 0)
  const mean = members.reduce((sum, i) => sum + y[i]!, 0) / Math.max(1, members.length)
  const sums = new Float64Array(bins.count)
  const counts = new Int32Array(bins.count)
  let total = 0
  for (const i of members) {
    const gap = y[i]! - mean
    sums[bins.of[i]!]! += gap
    counts[bins.of[i]!]!++
    total += gap * gap
  }
  const between = sums.reduce((sum, one, c) => (counts[c]! > 0 ? sum + (one * one) / counts[c]! : sum), 0)
  const within = (total - between) / Math.max(1, members.length - bins.count)
  return total > 0 ? Math.max(0, (between - (bins.count - 1) * within) / total) : 0
}

function thinned(losses: Float64Array): readonly number[] {
  const all: number[] = []
  for (let n = 0; n < losses.length; n++) if (losses[n] === losses[n]) all.push(n)
  const stride = Math.max(1, all.length / mostTrials)
  return all.length <= mostTrials ? all : Array.from({ length: mostTrials }, (_, i) => all[Math.floor(i * stride)]!)
}

const mostTrials = 600

/** From 0 to 1; equal values share the middle of their ranks. */
function ranksOf(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b)
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++
    for (let k = from; k <= to; k++) ranks[order[k]!] = (from + to) / 2 / Math.max(1, values.length - 1)
    from = to + 1
  }
  return ranks
}
