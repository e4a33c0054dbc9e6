/** What is known of all trials' curves. The same reports, in whatever order of trials, lead to the same suggestions. */
import type { Flat, Heard, Observation, Problem } from "@diapason/core"
import { cubeOf, rowOf, type Cube } from "../gp/cube.ts"
import { hearReport, type HeardCurves } from "../heard-curves.ts"
import { visit, visits, type Visits } from "../visits.ts"

export interface Curves {
  readonly problem: Problem
  readonly cube: Cube
  readonly visits: Visits
  readonly heard: HeardCurves
  readonly crashed: Set<number>
  /** The step that counts. */
  readonly last: number
}

/** The course of one trial: losses of the first objective by rising step. A crashed one may have none. */
export interface Course {
  readonly number: number
  readonly flat: Flat
  readonly row: Float64Array
  readonly steps: readonly number[]
  readonly losses: readonly number[]
  readonly crashed: boolean
}

export const emptyCurves = (problem: Problem): Curves => ({
  problem,
  cube: cubeOf(problem.space),
  visits: visits(problem),
  heard: new Map(),
  crashed: new Set(),
  last: problem.fidelity?.max ?? 1,
})

/** Takes in one report, in place. */
export function heard(curves: Curves, report: Heard): Curves {
  hearReport(curves.heard, report)
  return curves
}

/** Takes in the end of a trial, in place. One that told its result without reports is seen at the last step. */
export function finished(curves: Curves, observation: Observation): Curves {
  const { number, flat, outcome } = observation
  visit(curves.visits, observation)
  if (outcome.kind === "crashed") {
    curves.crashed.add(number)
    if (!curves.heard.has(number)) curves.heard.set(number, { flat, steps: [], losses: [] })
  } else if ((curves.heard.get(number)?.steps.length ?? 0) === 0 && outcome.losses.length > 0) {
    hearReport(curves.heard, {
      number,
      flat,
      step: outcome.kind === "stopped" ? Math.max(1, outcome.step) : curves.last,
      losses: outcome.losses,
    })
  }
  return curves
}

/** How many trials have reported, or crashed. */
export const reported = (curves: Curves): number => courses(curves).length

/** The courses of the trials that have reported, or crashed, by number. */
export const courses = ({ heard, crashed, cube }: Curves): readonly Course[] =>
  [...heard]
    .filter(([number, { steps }]) => steps.length > 0 || crashed.has(number))
    .sort(([a], [b]) => a - b)
    .map(([number, { flat, steps, losses }]) => ({
      number,
      flat,
      row: rowOf(cube, flat),
      steps,
      losses: losses.map(([loss = NaN]) => (Number.isNaN(loss) ? Infinity : loss)),
      crashed: crashed.has(number),
    }))
