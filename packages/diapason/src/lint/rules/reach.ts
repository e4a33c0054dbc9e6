import { rng } from "@diapason/math"
import { drawFlat, fulfils, type Flat, type Space } from "@diapason/core"
import { finding, type Rule } from "../finding.ts"

/** Parameters that hardly any configuration has, and constraints that hardly any keeps: looked at in random configurations. */
export const reach: Rule = ({ space }) => {
  const drawn = draws(space)
  const seldom = space.parameters.filter(({ condition }) => condition !== undefined)
  return [
    ...seldom.flatMap(({ name: parameter }) => {
      const count = drawn.filter((flat) => flat[parameter] !== undefined).length
      return count < drawn.length / 50 ? [finding("D128", "warn", { parameter, share: `${count} of ${drawn.length}` }, { parameter })] : []
    }),
    ...allowed(space, drawn),
  ]
}

function allowed(space: Space, drawn: readonly Flat[]): ReturnType<Rule> {
  if (space.constraints.length === 0) return []
  const kept = drawn.filter((flat) => fulfils(space, flat)).length
  return kept < drawn.length / 20 ? [finding("D130", "warn", { share: `${kept} of ${drawn.length}` })] : []
}

const draws = (space: Space): readonly Flat[] =>
  Array.from({ length: looked }, (_, i) => {
    const random = rng(0, i, "random")
    return drawFlat(space, () => random.uniform())
  })

const looked = 200
