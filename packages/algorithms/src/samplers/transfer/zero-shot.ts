/** A portfolio of what was best in earlier studies. */
import { configKey, type Flat, type Problem } from "@diapason/core"
import { greedyPortfolio } from "../../transfer/greedy-portfolio.ts"
import { cubeOf, rowOf } from "../gp/cube.ts"
import { teachersOf } from "./teachers.ts"

/**
 * At most `size` configurations, the one that served most studies first. Each study's best are compared by what the model of every study
 * expects of them; with several objectives each study has a voice for each of them. Empty without a memory.
 */
export function zeroShot(problem: Problem, size: number): readonly Flat[] {
  const cube = cubeOf(problem.space)
  const voices = Array.from({ length: problem.objectives }, (_, m) => teachersOf(problem, cube, m)).flat()
  const flats = new Map(voices.flatMap(({ best }) => best.map((flat) => [configKey(flat), flat])))
  const rows = [...flats.values()].map((flat) => rowOf(cube, flat))
  const errors = voices.map(({ mean }) => rows.map(mean))
  return greedyPortfolio(errors, size).map((place) => [...flats.values()][place]!)
}
