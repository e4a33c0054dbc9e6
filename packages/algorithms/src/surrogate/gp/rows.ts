/** Points of a mixed cube, row-major: on a numeric column a coordinate in [0, 1], on a categorical one the number of a level. */
export interface Rows {
  readonly count: number
  readonly columns: number
  /** `count` × `columns` coordinates. */
  readonly at: Float64Array
  /** 1 for each column that is categorical. */
  readonly category: Uint8Array
}
