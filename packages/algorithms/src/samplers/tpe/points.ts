/** Points of one group, as columns: `unit` and `level` are (count, axes), row-major; a level is −1 on a continuous axis. */
export interface Points {
  readonly count: number
  readonly axes: number
  readonly unit: Float64Array
  readonly level: Int32Array
}

/** Room for `count` points. */
export const points = (count: number, axes: number): Points => ({
  count,
  axes,
  unit: new Float64Array(count * axes),
  level: new Int32Array(count * axes),
})
