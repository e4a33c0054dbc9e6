import { toUnit, type Json, type Parameter, type Space } from "@diapason/core"
import { columnNamed, type TrialTable } from "../board/table.ts"

/** One coordinate of a space in which distances mean something: a number on its own scale, or one value of a choice. */
export interface UnitColumn {
  /** The parameter; of a choice also its value: `optimizer=adam`. */
  readonly name: string
  readonly parameter: Parameter
  /** Of a choice: which of its values. */
  readonly value?: number
  /** By place among the given trials, 0..1; a half where nothing is known. */
  readonly at: Float64Array
}

/**
 * Some trials of a table as points of the unit cube, by the parameters that are always active: a choice of K values gives K coordinates, so
 * that any two values are equally far apart.
 */
export function unitColumns(table: TrialTable, space: Space, trials: ArrayLike<number>): readonly UnitColumn[] {
  return space.parameters.flatMap((parameter): readonly UnitColumn[] => {
    const column = columnNamed(table, parameter.name)
    if (column === undefined || parameter.kind === "constant" || parameter.condition !== undefined) return []
    const { values } = column
    const of = (unit: (value: number) => number): Float64Array =>
      Float64Array.from(trials, (n) => (values[n] === values[n] ? unit(values[n]!) : 0.5))
    if (parameter.kind !== "choice")
      return [{ name: parameter.name, parameter, at: of((value) => toUnit(parameter, jsonOf(parameter, value))) }]
    const alone = aloneOf(parameter.values.length)
    return parameter.values.map((word, k) => ({
      name: `${parameter.name}=${typeof word === "string" ? word : JSON.stringify(word)}`,
      parameter,
      value: k,
      at: of((value) => (value === k ? alone : 0)),
    }))
  })
}

/**
 * How far from 0 the one coordinate is that is not: a choice of which all values are tried alike spreads trials in each of its directions as
 * far as a range does (1/12), and never more than the length of a range from one value to another.
 */
export const aloneOf = (values: number): number => Math.min(Math.SQRT1_2, Math.sqrt(values / 12))

const jsonOf = (parameter: Parameter, value: number): Json => (parameter.kind === "ordinal" ? parameter.values[value]! : value)
