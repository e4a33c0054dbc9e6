import type { Evidence, Interactions } from "@diapason/algorithms"
import type { Choices } from "../study-view.ts"

/**
 * Which two parameters are shown, by their places: those that were chosen, else the strongest pair; learning rate and batch size come first
 * where theirs passes what chance shows and is among the three strongest. At least two features.
 */
export function chosenFeatures({ features }: Evidence, { pairs, scaling }: Interactions, choices: Choices): readonly [number, number] {
  const at = (name: string | number | undefined): number => features.findIndex((feature) => feature.name === name)
  const roles = scaling.flatMap(({ moves, along }) =>
    pairs
      .slice(0, 3)
      .filter(({ first, second, share, floor }) => share > floor && [moves, along].every((name) => name === first || name === second)),
  )
  const top = roles[0] ?? pairs[0]
  const first = at(choices["x"]) >= 0 ? at(choices["x"]) : Math.max(0, at(top?.first))
  const second = at(choices["y"]) >= 0 ? at(choices["y"]) : at(top?.second)
  return [first, second >= 0 && second !== first ? second : first === 0 ? 1 : 0]
}
