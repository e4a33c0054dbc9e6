/**
 * One axis of a mixture of products: the kernels of all slots on that axis. Slot 0 is the prior. A column hears of every
 * observation (`add`, `drop`) and of those that became kernels (`enter`).
 */
export interface KernelColumn {
  add(row: number): void
  drop(row: number): void
  enter(slot: number, row: number): void
  /** Makes the kernels right for `n` observations. Must be called before the two below, after any change. */
  refresh(n: number): void
  /** terms[slot] += ln kernel_slot(point) for every slot; freed slots get nonsense. */
  addLog(terms: Float64Array, unit: number, level: number): void
  /** The q-quantile of one kernel, q in (0, 1): a unit coordinate, or a level on a categorical axis. */
  quantile(slot: number, q: number): number
}
