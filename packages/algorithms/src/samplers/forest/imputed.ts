/**
 * Rows of the cube as a forest reads them: a number that is not active lies at −1, outside the unit interval, and a category that is not
 * active at a level of its own, so that one split tells the configurations that have a parameter from those that have not.
 */
import type { Flat } from "@diapason/core"
import { rowOf, type Cube } from "../gp/cube.ts"

/** The number of levels of each column, that of inactivity included; 0 for numbers. */
export const codesOf = ({ columns }: Cube): Int32Array =>
  Int32Array.from(columns, ({ kind, levels }) => (kind === "category" ? levels + 1 : 0))

/** The row of a configuration; `row` is the one that the cube gives it. */
export function imputed(cube: Cube, flat: Flat, row = rowOf(cube, flat)): Float64Array {
  return row.map((x, c) => {
    const { kind, levels, parameter } = cube.columns[c]!
    if (flat[parameter.name] !== undefined && x >= 0) return x
    return kind === "category" ? levels : -1
  })
}
