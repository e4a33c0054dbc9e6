import type { Objective } from "@diapason/core"
import type { Range } from "../../selection/brushes.ts"

/** The shares that can be chosen. */
export const topShares = [0.01, 0.05, 0.1, 0.25, 0.5] as const

/** The range of an objective that holds the best share of what was reached (at least one trial). Undefined where nothing was. */
export function topRange(values: Float64Array, { direction }: Objective, share: number): Range | undefined {
  const sorted = values.filter(Number.isFinite).sort()
  if (sorted.length === 0) return undefined
  const count = Math.max(1, Math.round(share * sorted.length))
  return direction === "minimize" ? [-Infinity, sorted[count - 1]!] : [sorted[sorted.length - count]!, Infinity]
}
