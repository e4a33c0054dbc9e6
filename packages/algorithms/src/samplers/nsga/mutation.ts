/** How one value of a child is changed: a number moves a little, a category is drawn again. */
import { fromUnit, toUnit, valueAt } from "@diapason/core"
import { pow, type Rng } from "@diapason/math"
import { levelOf, type Axis } from "../tpe/axis.ts"

/** The unit coordinate of a changed value. One that has levels leaves its level: to another of the choice, or at least to the next. */
export function mutated(axis: Axis, unit: number, rng: Rng): number {
  const { kind, levels, parameter } = axis
  if (kind === "line") return polynomial(unit, rng.uniform())
  const from = levelOf(axis, fromUnit(parameter, unit))
  if (kind === "category") return toUnit(parameter, valueAt(parameter, (from + 1 + rng.below(levels - 1)) % levels))
  const moved = polynomial(unit, rng.uniform())
  if (levelOf(axis, fromUnit(parameter, moved)) !== from) return moved
  const to = moved < unit ? from - 1 : from + 1
  return toUnit(parameter, valueAt(parameter, to < 0 ? 1 : to >= levels ? levels - 2 : to))
}

/**
 * Polynomial mutation within [0, 1] (Deb & Goyal 1996, η = 20): steps of about a twentieth, shorter where an end is near. `u` is uniform
 * on (0, 1), and the result rises with it.
 */
export function polynomial(x: number, u: number): number {
  if (u < 0.5) return Math.max(0, x + pow(2 * u + (1 - 2 * u) * pow(1 - x, eta + 1), 1 / (eta + 1)) - 1)
  return Math.min(1, x + 1 - pow(2 * (1 - u) + (2 * u - 1) * pow(x, eta + 1), 1 / (eta + 1)))
}

const eta = 20
