/**
 * An even design in the box around what was best in earlier studies; each tenth trial looks anywhere, and the default configuration lies in
 * the box. Choose it for many workers at once where earlier studies are trusted to have found the right region, and no more than that.
 * Without a memory it is Sobol's design over the whole space. An ask costs nothing. Perrone et al. 2019 (arXiv 1909.12552).
 */
import type { Flat, Lesson, Problem, Sampler } from "@diapason/core"
import { sobolPoint } from "@diapason/math"
import { boundingBox, type Side } from "../transfer/bounding-box.ts"
import { cubeOf, placeAt, rowOf, type Cube } from "./gp/cube.ts"
import { standard } from "./standard.ts"
import { teachingNames } from "./transfer/teaching-names.ts"
import { fresh, visit, visits, type Visits } from "./visits.ts"
import { startUp } from "./without-model.ts"

/** No settings. */
export const boundingBoxSampler = (): Sampler<BoxState> => ({
  id: "bounding-box/2",
  remembers: true,
  init(problem) {
    const cube = cubeOf(problem.space)
    return { visits: visits(problem), cube, box: boxOf(problem, cube) }
  },
  observe(state, observation) {
    visit(state.visits, observation)
    return state
  },
  suggest({ visits: visited, cube, box }, ask) {
    const { problem } = visited
    if (box === undefined) return startUp(visited, ask, "bounding-box: nobody teaches")
    if (ask.number % 10 === 9) return startUp(visited, ask, "bounding-box: every tenth trial looks anywhere")
    const units = sobolPoint(ask.number, problem.space.parameters.length, problem.seed)
    for (const [c, { index, levels }] of cube.columns.entries()) units[index] = within(box[c]!, levels, units[index]!)
    const found = fresh(visited, ask, "startup", (tryNumber) => (tryNumber === 0 ? placeAt(cube, units).flat : undefined))
    if ("exhausted" in found) return found
    const where =
      found.tries === 0 ? "an even point in the box around the best of" : "a random configuration, the point in the box being tried, of"
    return { flat: found.flat, why: `bounding-box: ${where} ${teachingNames(problem)}` }
  },
})

/** Around the best of each study, for each objective, and the default configuration. */
function boxOf(problem: Problem, cube: Cube): readonly Side[] | undefined {
  const { memory = [], objectives } = problem
  const bests = memory.flatMap((lesson) => Array.from({ length: objectives }, (_, m) => bestOf(lesson, m) ?? []).flat())
  if (bests.length === 0) return undefined
  const start = standard(problem)
  const points = [...bests, ...(start === undefined ? [] : [start])].map((flat) =>
    Array.from(rowOf(cube, flat), (u, c) => (flat[cube.columns[c]!.parameter.name] === undefined ? undefined : u)),
  )
  return boundingBox(
    points,
    cube.columns.map(({ kind }) => kind === "category"),
  )
}

const bestOf = ({ trials }: Lesson, objective: number): Flat | undefined =>
  trials.reduce<Lesson["trials"][number] | undefined>(
    (best, one) => (best === undefined || one.losses[objective]! < best.losses[objective]! ? one : best),
    undefined,
  )?.flat

/** A unit coordinate moved into a side; of categories the one at that share of those that occurred, or any where none did. */
function within(side: Side, levels: number, u: number): number {
  if ("low" in side) return side.low + (side.high - side.low) * u
  return side.levels.length === 0 ? u : (side.levels[Math.floor(u * side.levels.length)]! + 0.5) / levels
}

interface BoxState {
  readonly visits: Visits
  readonly cube: Cube
  readonly box: readonly Side[] | undefined
}
