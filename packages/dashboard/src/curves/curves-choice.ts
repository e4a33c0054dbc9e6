import type { CurveLine } from "./curve-lines.ts"

/** What the reader has chosen for the curves, and the lines that are shown. */
export interface CurvesChoice {
  readonly lines: readonly CurveLine[]
  /** How many lines there are before the choice of the best. */
  readonly all: number
  readonly scale: "value" | "log"
  /** The weight of smoothing; 0 is none. */
  readonly smoothing: number
  /** `robust`: values far from the others are not drawn. */
  readonly range: "robust" | "all"
}

/** More lines than this are counted, not drawn. */
export const mostLines = 2000
