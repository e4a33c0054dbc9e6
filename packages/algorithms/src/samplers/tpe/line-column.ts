/** Kernels on a continuous axis: densities of normals cut to the range. */
import type { Axis } from "./axis.ts"
import type { Bandwidth } from "./bandwidth.ts"
import type { KernelColumn } from "./kernel-column.ts"
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
    addLog(terms, unit) {
      const { mu, inverse, peak } = kernels
      const size = slots.size
      // Hot (bench latency): ln k = peak − ½((u − mu)/sigma)².
      for (let s = 0; s < size; s++) {
        const z = (unit - mu[s]!) * inverse[s]!
        terms[s]! += peak[s]! - 0.5 * z * z
      }
    },
    quantile: (slot, q) => cutQuantile(kernels.mu[slot]!, kernels.sigma[slot]!, q),
  }
}
