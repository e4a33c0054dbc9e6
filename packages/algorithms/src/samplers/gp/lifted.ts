/** The cube of configurations with one coordinate more, for how far a trial has come: on a logarithmic scale, 1 for one that ran in full. */
import type { Problem } from "@diapason/core"
import { log } from "@diapason/math"
import type { Acquisition } from "./acquisition.ts"
import type { Cube } from "./cube.ts"

/** For the model only, which looks at the width of rows and at categories: the further column stands for no parameter. */
export const liftedCube = (cube: Cube): Cube => ({
  ...cube,
  columns: [...cube.columns, { ...cube.columns[0]!, kind: "line", column: cube.columns.length }],
  category: Uint8Array.from([...cube.category, 0]),
  dimensions: cube.dimensions + 1,
})

/** Where a step lies on the further coordinate. */
export function heightOf({ fidelity }: Problem, step: number): number {
  const last = fidelity?.max ?? step
  return step >= last || last <= 1 ? 1 : log(Math.max(1, step)) / log(last)
}

/** A row of the lifted cube. */
export function lift(row: Float64Array, height: number): Float64Array {
  const lifted = new Float64Array(row.length + 1)
  lifted.set(row)
  lifted[row.length] = height
  return lifted
}

/** The worth of a configuration at a height, as a function of the configuration alone. */
export const atHeight = (acquisition: Acquisition, height: number): Acquisition => ({
  value: (x) => acquisition.value(lift(x, height)),
  slope(x, gradient) {
    const longer = new Float64Array(x.length + 1)
    const worth = acquisition.slope(lift(x, height), longer)
    for (let c = 0; c < x.length; c++) gradient[c]! += longer[c]!
    return worth
  },
})
