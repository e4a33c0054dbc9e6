/**
 * The space as the model sees it: a column for each parameter that can vary. A number lies at its unit coordinate, a category at its
 * level; a parameter that is not active lies where it says least, at the centre, a category at a level of its own.
 */
import { drawFlat, type Flat, type Json, type Space } from "@diapason/core"
import { sobolPoint } from "@diapason/math"
import { axisOf, levelOf, unitOf, type Axis } from "../tpe/axis.ts"

export interface Cube {
  readonly space: Space
  readonly columns: readonly Column[]
  /** 1 for each categorical column. */
  readonly category: Uint8Array
  /** How many columns are active in a configuration, on average. */
  readonly dimensions: number
}

interface Column extends Axis {
  /** Place of the parameter in `space.parameters`. */
  readonly index: number
}

/** A configuration as the maximiser moves it: unit coordinates of all parameters, those not active too. */
export interface Place {
  readonly units: Float64Array
  readonly flat: Flat
  readonly row: Float64Array
}

export function cubeOf(space: Space): Cube {
  const columns: Column[] = []
  for (const [index, parameter] of space.parameters.entries()) {
    const axis = axisOf(parameter, columns.length)
    if (parameter.kind !== "constant" && axis.levels > 1) columns.push({ ...axis, index })
  }
  const category = Uint8Array.from(columns, ({ kind }) => (kind === "category" ? 1 : 0))
  return { space, columns, category, dimensions: meanActive(space, columns) }
}

/** The coordinates of a configuration. They are rounded to 2⁻⁴⁰, so that a range that is moved or stretched gives the same ones. */
export function rowOf({ columns }: Cube, flat: Flat): Float64Array {
  const row = new Float64Array(columns.length)
  for (let c = 0; c < row.length; c++) row[c] = coordinate(columns[c]!, flat[columns[c]!.parameter.name])
  return row
}

function coordinate(column: Column, value: Json | undefined): number {
  if (value === undefined) return column.kind === "category" ? -1 : 0.5
  if (column.kind === "category") return levelOf(column, value)
  const u = unitOf(column, value)
  return u >= 0 ? Math.round(u * grain) / grain : 0.5
}

/** The configuration at unit coordinates, one for each parameter of the space. */
export function placeAt(cube: Cube, units: Float64Array): Place {
  const flat = drawFlat(cube.space, (_, index) => units[index]!)
  return { units, flat, row: rowOf(cube, flat) }
}

/** The unit coordinates of a row; `idle` gives those of parameters that are not active. */
export function unitsOf({ space, columns }: Cube, flat: Flat, row: Float64Array, idle: () => number): Float64Array {
  const units = new Float64Array(space.parameters.length).fill(0.5)
  for (const [c, { index, kind, levels, parameter }] of columns.entries()) {
    if (flat[parameter.name] === undefined) units[index] = idle()
    else units[index] = kind === "category" ? (row[c]! + 0.5) / levels : row[c]!
  }
  return units
}

/** The configuration that a row stands for. */
export function flatAt({ space, columns }: Cube, row: Float64Array): Flat {
  const units = new Float64Array(space.parameters.length).fill(0.5)
  for (const [c, { index, kind, levels }] of columns.entries())
    units[index] = kind === "category" ? (Math.max(0, row[c]!) + 0.5) / levels : Math.max(0, row[c]!)
  return drawFlat(space, (_, index) => units[index]!)
}

function meanActive(space: Space, columns: readonly Column[]): number {
  if (columns.every(({ parameter }) => parameter.condition === undefined)) return columns.length
  let active = 0
  for (let i = 0; i < surveyed; i++) {
    const u = sobolPoint(i, space.parameters.length, 0)
    const flat = drawFlat(space, (_, index) => u[index]!)
    for (const { parameter } of columns) if (flat[parameter.name] !== undefined) active++
  }
  return active / surveyed
}

/** 2⁴⁰. */
const grain = 1_099_511_627_776

const surveyed = 64
