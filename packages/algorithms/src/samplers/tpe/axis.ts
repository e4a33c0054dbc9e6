/**
 * One searched parameter as an axis of the unit cube: continuous, cut into the cells of its levels, or a set of categories.
 * Everything inside the sampler lives on axes, so a linear range, a log range and an integer range look alike.
 */
import { fromUnit, indexOf, levels, toUnit, valueAt, type Json, type Parameter } from "@diapason/core"
import { log } from "@diapason/math"
import type { Points } from "./points.ts"

export interface Axis {
  readonly parameter: Parameter
  readonly kind: "line" | "cells" | "category"
  /** Place among all axes of the space. */
  readonly column: number
  /** Number of values; Infinity on a line. */
  readonly levels: number
  /** Lower end of the cell of a level, in the unit interval; `edge(levels)` is 1. Only for cells. */
  edge(level: number): number
}

/** The axis of a parameter. */
export function axisOf(parameter: Parameter, column: number): Axis {
  const count = levels(parameter)
  const kind = parameter.kind === "choice" ? "category" : count < Infinity ? "cells" : "line"
  return { parameter, kind, column, levels: count, edge: edges(parameter, count) }
}

/** Where a value lies: a unit coordinate, for a category its index; NaN when it is not a value of the parameter. */
export function unitOf({ parameter, kind }: Axis, value: Json): number {
  const level = kind === "line" ? 0 : indexOf(parameter, value)
  const u = kind === "category" ? level : toUnit(parameter, value)
  return level >= 0 && u >= 0 && (u <= 1 || kind === "category") ? u : NaN
}

/** Index of a value on an axis that has levels. */
export const levelOf = ({ parameter }: Axis, value: Json): number => indexOf(parameter, value)

/** Turns what a kernel drew (a unit coordinate, or a category's index) into a point on the axis, exactly on its grid. */
export function snap({ parameter, kind }: Axis, drawn: number, into: Points, at: number): void {
  if (kind !== "cells") {
    into.unit[at] = drawn
    into.level[at] = kind === "line" ? -1 : drawn
    return
  }
  const value = fromUnit(parameter, drawn)
  into.unit[at] = toUnit(parameter, value)
  into.level[at] = indexOf(parameter, value)
}

/** The value of a point on the axis. */
export const valueOn = ({ parameter, kind }: Axis, at: Points, i: number): Json =>
  kind === "line" ? fromUnit(parameter, at.unit[i]!) : valueAt(parameter, at.level[i]!)

/** Cells are equal, but for integers on a log scale: there they are as wide as ln((x + ½)/(x − ½)). */
function edges(parameter: Parameter, count: number): (level: number) => number {
  if (parameter.kind !== "int" || parameter.scale !== "log") return (level) => level / count
  const start = log(parameter.low - 0.5)
  const end = log(parameter.high + 0.5)
  return (level) => (log(parameter.low + level - 0.5) - start) / (end - start)
}
