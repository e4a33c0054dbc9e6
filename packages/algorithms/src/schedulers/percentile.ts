import type { Scheduler } from "@diapason/core"
import { median, type MedianOptions } from "./median.ts"

/** The median rule with another bar: unless told otherwise, only trials better than three of four completed ones go on. */
export const percentile = (options: MedianOptions = {}): Scheduler => ({
  ...(median({ percentile: 25, ...options }) as Scheduler),
  id: "percentile/1",
})
