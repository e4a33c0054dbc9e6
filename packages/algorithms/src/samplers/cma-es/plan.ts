/** The coordinates of a space as the strategy has them: numbers in a Gaussian, categories with shares of their own. */
import { cardinality, isConstrained, type Problem } from "@diapason/core"
import { cubeOf, type Cube } from "../gp/cube.ts"
import { populationFor } from "./strategy.ts"
import { settle, type CmaEsOptions, type Settings } from "./settings.ts"

export interface Plan {
  readonly problem: Problem
  readonly settings: Settings
  readonly cube: Cube
  /** Places in `cube.columns`. */
  readonly numbers: readonly number[]
  readonly categories: readonly number[]
  readonly finite: boolean
  /** Draws of a trial among which the one that was taken is looked for: more than one only where draws are refused. */
  readonly redraws: number
}

export function planOf(problem: Problem, options: CmaEsOptions): Plan {
  const cube = cubeOf(problem.space)
  const places = cube.columns.map((_, c) => c)
  const finite = cardinality(problem.space) < Infinity
  return {
    problem,
    settings: settle(options, problem, populationFor(cube.columns.length)),
    cube,
    numbers: places.filter((c) => cube.category[c] === 0),
    categories: places.filter((c) => cube.category[c] === 1),
    finite,
    redraws: finite || isConstrained(problem.space) ? patient : 1,
  }
}

/** Draws of the distribution as it is, before wider ones. */
export const patient = 20
