/** What is known of all trials' curves. The same reports, in whatever order of trials, lead to the same suggestions. */
import type { Flat, Heard, Observation, Problem } from "@diapason/core"
import { log } from "@diapason/math"
import { cubeOf, rowOf, type Cube } from "../gp/cube.ts"
import { visit, visits, type Visits } from "../visits.ts"

export interface Curves {
  readonly problem: Problem
  readonly cube: Cube
  readonly visits: Visits
  readonly trials: Map<number, Course>
  /** The step that counts. */
  readonly last: number
}

/** The course of one trial: losses of the first objective by rising step. */
export interface Course {
  readonly number: number
  readonly flat: Flat
  readonly row: Float64Array
  readonly steps: number[]
  readonly losses: number[]
  crashed: boolean
}

export const emptyCurves = (problem: Problem): Curves => ({
  problem,
  cube: cubeOf(problem.space),
  visits: visits(problem),
  trials: new Map(),
  last: problem.fidelity?.max ?? 1,
})

/** Takes in one report, in place. */
export function heard(curves: Curves, { number, flat, step, losses }: Heard): Curves {
  const course = courseOf(curves, number, flat)
  while (course.steps.length > 0 && course.steps.at(-1)! >= step) {
    course.steps.pop()
    course.losses.pop()
  }
  const [loss] = losses
  if (loss === undefined) return curves
  course.steps.push(step)
  course.losses.push(Number.isNaN(loss) ? Infinity : loss)
  return curves
}

/** Takes in the end of a trial, in place. One that told its result without reports is seen at the last step. */
export function finished(curves: Curves, observation: Observation): Curves {
  const { number, flat, outcome } = observation
  const course = courseOf(curves, number, flat)
  visit(curves.visits, observation)
  if (outcome.kind === "crashed") course.crashed = true
  else if (course.steps.length === 0 && outcome.losses.length > 0) {
    course.steps.push(outcome.kind === "stopped" ? outcome.step : curves.last)
    course.losses.push(outcome.losses[0]!)
  }
  return curves
}

/** How many trials have reported. */
export function reported({ trials }: Curves): number {
  let count = 0
  for (const { steps, crashed } of trials.values()) if (steps.length > 0 || crashed) count++
  return count
}

/** Where a step lies for the model: 0 for the first, 1 for the last, on a logarithmic scale. */
export const depth = ({ last }: Pick<Curves, "last">, step: number): number =>
  last <= 1 ? 1 : Math.min(1, Math.max(0, log(Math.max(1, step)) / log(last)))

function courseOf({ trials, cube }: Curves, number: number, flat: Flat): Course {
  let course = trials.get(number)
  if (course === undefined) trials.set(number, (course = { number, flat, row: rowOf(cube, flat), steps: [], losses: [], crashed: false }))
  return course
}
