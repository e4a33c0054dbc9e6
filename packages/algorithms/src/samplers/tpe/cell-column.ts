/**
 * Kernels on a stepped axis: the mass that the cut normal has on the cell of a level. Masses are kept in a row of numbers per
 * level, filled when a level first occurs and brought up to date, kernel by kernel, when it occurs again. A cell narrower than 1/1024 of the range takes density at
 * its value times its width instead: the widths cancel between the two mixtures, and no table grows with the number of levels.
 */
import { log } from "@diapason/math"
import type { Axis } from "./axis.ts"
import type { Bandwidth } from "./bandwidth.ts"
import { laneAt, lanes, type KernelColumn } from "./kernel-column.ts"
import { cutQuantile, logCellMass } from "./kernel.ts"
import { longer, normalKernels } from "./normal-kernels.ts"
import type { Slots } from "./slots.ts"
import type { TrialTable } from "./trial-table.ts"

export function cellColumn(table: TrialTable, axis: Axis, bandwidth: Bandwidth, slots: Slots): KernelColumn {
  const kernels = normalKernels(table, axis, bandwidth, slots)
  const known = new Map<number, Masses>()
  /** When the kernel of a slot last changed, counted in refreshes; 0 is never. */
  let changedAt = new Float64Array(1)
  let now = 0

  function massesOf(level: number, lo: number, hi: number): Float64Array {
    const { mu, sigma } = kernels
    const found = known.get(level) ?? { of: new Float64Array(0), upTo: 0 }
    if (found.of.length < mu.length) found.of = longer(found.of, mu.length)
    const { of, upTo } = found
    if (upTo < now) {
      const size = slots.size
      for (let s = 0; s < size; s++) if (changedAt[s]! > upTo) of[s] = logCellMass(mu[s]!, sigma[s]!, lo, hi)
      found.upTo = now
      known.set(level, found)
    }
    return of
  }

  function addMass(terms: Float64Array, from: number, masses: Float64Array): void {
    const size = slots.size
    // Hot (bench latency).
    for (let s = 0; s < size; s++) terms[from + s]! += masses[s]!
  }

  function addDensity(terms: Float64Array, from: number, unit: number, width: number): void {
    const { mu, inverse, peak } = kernels
    const scale = log(width)
    const size = slots.size
    for (let s = 0; s < size; s++) {
      const z = (unit - mu[s]!) * inverse[s]!
      terms[from + s]! += scale + peak[s]! - 0.5 * z * z
    }
  }

  return {
    add: kernels.add,
    drop: kernels.drop,
    enter: kernels.enter,
    refresh(n) {
      now++
      if (changedAt.length < kernels.mu.length) changedAt = longer(changedAt, kernels.mu.length)
      kernels.refresh(n, (slot) => (changedAt[slot] = now))
    },
    addLog(terms, at, first, j) {
      for (let lane = 0; lane < lanes; lane++) {
        const i = laneAt(at, first, lane, j)
        const level = at.level[i]!
        const lo = axis.edge(level)
        const hi = axis.edge(level + 1)
        if (hi - lo < narrow) addDensity(terms, lane * slots.size, at.unit[i]!, hi - lo)
        else addMass(terms, lane * slots.size, massesOf(level, lo, hi))
      }
    },
    quantile: (slot, q) => cutQuantile(kernels.mu[slot]!, kernels.sigma[slot]!, q),
  }
}

/** ln masses of one level by slot, right for the kernels as they were at refresh `upTo`. */
interface Masses {
  of: Float64Array<ArrayBuffer>
  upTo: number
}

/** Relative error of the density there: at most (z² − 1)/24 · (narrow/sigma)², 0.4 % of one kernel at z = 5 and sigma 1.5 %. */
const narrow = 1 / 1024
