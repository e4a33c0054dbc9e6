/** Kernels on a continuous axis: densities of normals cut to the range. */
import type { Axis } from "./axis.ts"
import type { Bandwidth } from "./bandwidth.ts"
import { laneAt, type KernelColumn } from "./kernel-column.ts"
import { cutQuantile } from "./kernel.ts"
import { normalKernels } from "./normal-kernels.ts"
import type { Slots } from "./slots.ts"
import type { TrialTable } from "./trial-table.ts"

export function lineColumn(table: TrialTable, axis: Axis, bandwidth: Bandwidth, slots: Slots): KernelColumn {
  const kernels = normalKernels(table, axis, bandwidth, slots)
  return {
    add: kernels.add,
    drop: kernels.drop,
    enter: kernels.enter,
    refresh: (n) => kernels.refresh(n, () => {}),
    addLog(terms, at, first, j) {
      const { mu, inverse, peak } = kernels
      const n = slots.size
      const a = at.unit[laneAt(at, first, 0, j)]!
      const b = at.unit[laneAt(at, first, 1, j)]!
      const c = at.unit[laneAt(at, first, 2, j)]!
      const d = at.unit[laneAt(at, first, 3, j)]!
      // Hot (bench latency): ln k = peak − ½((u − mu)/sigma)², four points to a kernel.
      for (let s = 0, s2 = n, s3 = 2 * n, s4 = 3 * n; s < n; s++, s2++, s3++, s4++) {
        const m = mu[s]!
        const h = inverse[s]!
        const top = peak[s]!
        const za = (a - m) * h
        const zb = (b - m) * h
        const zc = (c - m) * h
        const zd = (d - m) * h
        terms[s]! += top - 0.5 * za * za
        terms[s2]! += top - 0.5 * zb * zb
        terms[s3]! += top - 0.5 * zc * zc
        terms[s4]! += top - 0.5 * zd * zd
      }
    },
    quantile: (slot, q) => cutQuantile(kernels.mu[slot]!, kernels.sigma[slot]!, q),
  }
}
