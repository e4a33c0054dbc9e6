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
  const gain = new Float64Array(levels)
  let seen = new Int32Array(1)
  let hit = uniform
  let miss = uniform

  return {
    add() {},
    drop() {},
    enter(slot, row) {
      if (slot >= seen.length) seen = longer(seen, slot * 2)
      seen[slot] = table.level(row, axis.column)
    },
    refresh(n) {
      ;({ hit, miss } = categoryMass(levels, n + 1))
    },
    addLog(terms, at, first, j) {
      const size = slots.size
      for (let lane = 0, from = 0; lane < lanes; lane++, from += size) {
        const level = at.level[laneAt(at, first, lane, j)]!
        gain.fill(miss)[level] = hit
        terms[from]! += uniform
        // Hot (bench latency): a look-up, since a branch here is guessed wrong every few kernels.
        for (let s = 1; s < size; s++) terms[from + s]! += gain[seen[s]!]!
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

function longer(values: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length)
  copy.set(values)
  return copy
}
