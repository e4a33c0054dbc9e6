import { toUnit, type Json, type Parameter } from "@diapason/core"

/** A bound that the best trials press against: there may be better values beyond. */
export interface PressedBound {
  readonly parameter: Parameter
  readonly bound: "lower" | "upper"
  /** How many of the best trials lie there. */
  readonly there: number
  readonly best: number
}

/** How many of the best trials are asked; all but one must lie at the bound. */
export const leadingTrials = 5

/**
 * Bounds of numeric parameters where four of the best five trials lie, within a twentieth of the range on its own scale. `valueOf` gives the
 * value of a parameter in the i-th best trial, undefined where it is not active.
 */
export function pressedBounds(
  parameters: readonly Parameter[],
  valueOf: (parameter: Parameter, i: number) => Json | undefined,
): readonly PressedBound[] {
  return parameters
    .filter(({ kind }) => kind === "float" || kind === "int")
    .flatMap((parameter) => {
      const ends = Array.from({ length: leadingTrials }, (_, i) => {
        const value = valueOf(parameter, i)
        return value === undefined ? undefined : endOf(toUnit(parameter, value))
      })
      return (["lower", "upper"] as const).flatMap((bound) => {
        const there = ends.filter((end) => end === bound).length
        return there < leadingTrials - 1 ? [] : [{ parameter, bound, there, best: leadingTrials }]
      })
    })
}

const endOf = (unit: number): "lower" | "upper" | undefined => (unit <= 0.05 ? "lower" : unit >= 0.95 ? "upper" : undefined)
