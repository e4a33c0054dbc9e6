/**
 * A Parzen estimator over the axes of one group: a weighted mixture of products of kernels, one per kept observation and one for
 * the prior, so that correlations are seen and every point keeps some density. It follows its observations one by one
 * (O(d log n) each); a density costs d multiply-adds per kernel, at most 538 of them and one per running trial.
 *
 * Sums run in the order of trial numbers, whatever the order of arrival. Bergstra et al. 2011; Falkner et al. 2018 (joint kernels).
 */
import { exp, log, weightedIndex, type Rng } from "@diapason/math"
import { snap } from "./axis.ts"
import type { Bandwidth } from "./bandwidth.ts"
import { categoryColumn } from "./category-column.ts"
import { cellColumn } from "./cell-column.ts"
import type { Group } from "./groups.ts"
import { keptRows } from "./kept-rows.ts"
import { lanes, type KernelColumn } from "./kernel-column.ts"
import { lineColumn } from "./line-column.ts"
import type { Points } from "./points.ts"
import { createSlots } from "./slots.ts"
import type { TrialTable } from "./trial-table.ts"
import { rampWeight } from "./weights.ts"

export interface Mixture {
  /** Number of observations, kept as kernels or not. */
  readonly size: number
  add(row: number): void
  drop(row: number): void
  /**
   * Makes the mixture ready for the four calls below. `weigh` gives the weights of the kept rows, oldest first, and the prior's
   * is their mean; without it each counts 1, or less by age when the mixture ramps.
   */
  prepare(weigh?: (rows: readonly number[]) => readonly number[]): void
  /** Draws point `p` of `into`. */
  draw(rng: Rng, into: Points, p: number): void
  /** ln density of each point into `out` (count). */
  logDensity(at: Points, out: Float64Array): void
  /** The rows whose kernels weigh most at point `p`, the heaviest first; ties to the older trial. */
  nearest(at: Points, p: number, count: number): number[]
}

interface MixtureSettings {
  readonly bandwidth: Bandwidth
  readonly ramp: boolean
}

export function mixture(table: TrialTable, group: Group, { bandwidth, ramp }: MixtureSettings): Mixture {
  const { axes } = group
  const slots = createSlots()
  const columns = axes.map((axis): KernelColumn => {
    if (axis.kind === "category") return categoryColumn(table, axis, slots)
    return axis.kind === "cells" ? cellColumn(table, axis, bandwidth, slots) : lineColumn(table, axis, bandwidth, slots)
  })
  let fresh = false
  let order = new Int32Array(1)
  let running = Float64Array.of(1)
  let logWeights = Float64Array.of(0)
  let terms = new Float64Array(1)

  const kept = keptRows(
    table,
    (row) => {
      const slot = slots.take(row)
      for (const column of columns) column.enter(slot, row)
    },
    slots.free,
  )

  /** Weights of the prior and of the kept rows in their order; an old kept row also stands for the old rows that are not kept. */
  function weights(weigh?: (rows: readonly number[]) => readonly number[]): Float64Array {
    const { rows, size } = kept
    const w = new Float64Array(rows.length + 1)
    const given = weigh?.(rows)
    const alone = rows.map(size > rows.length ? kept.alone : () => true)
    const lonely = alone.reduce((count, is) => count + (is ? 1 : 0), 0)
    const share = lonely === rows.length ? 1 : (size - lonely) / (rows.length - lonely)
    rows.forEach((row, i) => {
      const base = given?.[i] ?? (ramp ? rampWeight(kept.age(row), size) : 1)
      w[i + 1] = alone[i] === true ? base : base * share
    })
    w[0] = given === undefined || given.length === 0 ? 1 : given.reduce((a, b) => a + b, 0) / given.length
    return w
  }

  /** terms[lane][slot] = ln(weight · kernel) at the points from `first` on. */
  function weighTerms(at: Points, first: number): void {
    for (let lane = 0; lane < lanes; lane++) terms.set(logWeights, lane * slots.size)
    for (let j = 0; j < axes.length; j++) columns[j]!.addLog(terms, at, first, j)
  }

  return {
    get size() {
      return kept.size
    },
    add(row) {
      for (const column of columns) column.add(row)
      kept.add(row)
      fresh = false
    },
    drop(row) {
      for (const column of columns) column.drop(row)
      kept.drop(row)
      fresh = false
    },
    prepare(weigh) {
      if (fresh && weigh === undefined) return
      for (const column of columns) column.refresh(kept.size)
      const w = weights(weigh)
      const total = w.reduce((a, b) => a + b, 0)
      order = new Int32Array(w.length)
      kept.rows.forEach((row, i) => (order[i + 1] = slots.of(row)!))
      logWeights = new Float64Array(slots.size)
      running = new Float64Array(w.length)
      let sum = 0
      w.forEach((weight, i) => {
        logWeights[order[i]!] = log(weight / total)
        running[i] = (sum += weight) / total
      })
      terms = new Float64Array(lanes * slots.size)
      fresh = true
    },
    draw(rng, into, p) {
      const slot = order[weightedIndex(running, rng)]!
      columns.forEach((column, j) => snap(axes[j]!, column.quantile(slot, rng.uniform()), into, p * axes.length + j))
    },
    logDensity(at, out) {
      for (let p = 0; p < at.count; p += lanes) {
        weighTerms(at, p)
        for (let lane = 0; lane < lanes && p + lane < at.count; lane++) out[p + lane] = logSum(terms, lane * slots.size, order)
      }
    },
    nearest(at, p, count) {
      weighTerms(at, p)
      const rows = kept.rows.map((row) => ({ row, term: terms[slots.of(row)!]! }))
      return rows
        .sort((a, b) => b.term - a.term || table.number[a.row]! - table.number[b.row]!)
        .slice(0, count)
        .map(({ row }) => row)
    },
  }
}

/** ln Σ exp(terms) over the slots of `order`, in that order. Hot (bench latency): terms that cannot change the sum are passed over. */
function logSum(terms: Float64Array, from: number, order: Int32Array): number {
  let top = -Infinity
  for (let i = 0; i < order.length; i++) {
    const term = terms[from + order[i]!]!
    if (term > top) top = term
  }
  let sum = 0
  for (let i = 0; i < order.length; i++) {
    const below = terms[from + order[i]!]! - top
    if (below > negligible) sum += exp(below)
  }
  return top + log(sum)
}

/** e⁻⁴⁵ times any number of kernels is below half an ulp of the sum, which is at least 1. */
const negligible = -45
