/** Points as a forest reads them, row after row. A coordinate is a number, or the code of a level. */
export interface Rows {
  readonly count: number
  readonly columns: number
  /** `count` × `columns`. */
  readonly at: Float64Array
  /** For each column the number of its levels, whose codes are 0, 1, …; 0 for a column of numbers. */
  readonly levels: Int32Array
}
