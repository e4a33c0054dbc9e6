/** One-exchange neighbours: a configuration that differs in one parameter, and in those that become active with it. */
import type { Rng } from "@diapason/math"
import type { Cube, Place } from "../gp/cube.ts"

/** Unit coordinates in which one active column has changed, a category to any other level, a number by a normal step; the same where none is active. */
export function neighbour({ columns }: Cube, { units, flat }: Place, rng: Rng): Float64Array {
  const active = columns.filter(({ parameter }) => flat[parameter.name] !== undefined)
  const to = units.slice()
  if (active.length === 0) return to
  const { index, kind, levels } = active[rng.below(active.length)]!
  if (kind === "category") {
    const here = Math.floor(to[index]! * levels)
    const other = rng.below(levels - 1)
    to[index] = ((other < here ? other : other + 1) + 0.5) / levels
  } else {
    const step = steps[rng.below(steps.length)]! * rng.normal()
    to[index] = Math.max(0, Math.min(1, to[index]! + (kind === "cells" ? outward(step, levels) : step)))
  }
  return to
}

/** A step that reaches another cell. */
const outward = (step: number, levels: number): number => Math.sign(step) * Math.max(Math.abs(step), 1 / levels)

/** Deviations of the steps, in unit coordinates. */
const steps = [0.02, 0.07, 0.2]
