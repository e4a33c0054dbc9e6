/** Kernels on a categorical axis: smoothed one-hots; the prior is uniform. */
import { exp, log } from "@diapason/math"
import type { Axis } from "./axis.ts"
import { laneAt, lanes, type KernelColumn } from "./kernel-column.ts"
import { categoryMass } from "./kernel.ts"
import type { Slots } from "./slots.ts"
import type { TrialTable } from "./trial-table.ts"

export function categoryColumn(table: TrialTable, axis: Axis, slots: Slots): KernelColumn {
  const levels = axis.levels
  const uniform = -log(levels)
  const seen: number[] = [-1]
  let hit = uniform
  let miss = uniform

  return {
    add() {},
    drop() {},
    enter(slot, row) {
      seen[slot] = table.level(row, axis.column)
    },
    refresh(n) {
      ;({ hit, miss } = categoryMass(levels, n + 1))
    },
    addLog(terms, at, first, j) {
      const size = slots.size
      for (let lane = 0, from = 0; lane < lanes; lane++, from += size) {
        const level = at.level[laneAt(at, first, lane, j)]!
        terms[from]! += uniform
        for (let s = 1; s < size; s++) terms[from + s]! += seen[s] === level ? hit : miss
      }
    },
    quantile(slot, q) {
      if (slot === 0) return Math.min(levels - 1, Math.floor(q * levels))
      const extra = exp(hit) - exp(miss)
      const own = seen[slot]!
      if (q < extra) return own
      return Math.min(levels - 1, Math.floor(((q - extra) / (1 - extra)) * levels))
    },
  }
}
