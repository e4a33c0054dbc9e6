/**
 * One axis of a mixture of products: the kernels of all slots on that axis. Slot 0 is the prior. A column hears of every
 * observation (`add`, `drop`) and of those that became kernels (`enter`).
 */
import type { Points } from "./points.ts"

export interface KernelColumn {
  add(row: number): void
  drop(row: number): void
  enter(slot: number, row: number): void
  /** Makes the kernels right for `n` observations. Must be called before the two below, after any change. */
  refresh(n: number): void
  /**
   * terms[lane][slot] += ln kernel_slot(point `at[first + lane]`) on axis `j` of the points, for `lanes` points and every slot; freed
   * slots get nonsense. `terms` is (lanes, slots), row-major. The last point stands in for those beyond the end.
   */
  addLog(terms: Float64Array, at: Points, first: number, j: number): void
  /** The q-quantile of one kernel, q in (0, 1): a unit coordinate, or a level on a categorical axis. */
  quantile(slot: number, q: number): number
}

/** Points taken at once, so that a kernel is read from memory once for all of them. */
export const lanes = 4

/** Index of a lane's coordinate in `at.unit` and `at.level`. */
export const laneAt = (at: Points, first: number, lane: number, j: number): number => Math.min(first + lane, at.count - 1) * at.axes + j
