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
  /** Of all curves, where they are too many to be here. */
  readonly picture?: CurvePicture
}

/** Many curves as counts: how many pass through each cell of a picture. */
export interface CurvePicture {
  /** Where the columns begin and end. */
  readonly steps: readonly [number, number]
  /** Between which values is counted. */
  readonly values: readonly [number, number]
  /** Rows of cells, and the counts row by row from the greatest values down. */
  readonly rows: number
  readonly density: readonly number[]
}

/** More lines than this are counted, not drawn. */
export const mostLines = 2000
