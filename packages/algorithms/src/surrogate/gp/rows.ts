/** Points as a kernel sees them, row-major. */
import { bend, type Bends } from "./bend.ts"

export interface Rows {
  readonly count: number
  readonly columns: number
  /** `count` × `columns` coordinates: on a numeric column in [0, 1], bent where there are bends; on a categorical one the number of a level. */
  readonly at: Float64Array
  /** 1 for each column that is categorical. */
  readonly category: Uint8Array
  /** How the coordinates were bent; they are those of the cube where this is not said. */
  readonly bends?: Bends
}

/** Points of a cube seen through bent axes. */
export function bentRows(straight: Rows, bends: Bends): Rows {
  const at = straight.at.map((u, k) => bend(u, bends.a[k % straight.columns]!, bends.b[k % straight.columns]!))
  return { ...straight, at, bends }
}
