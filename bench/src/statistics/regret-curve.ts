import { hypervolume } from "@diapason/math"
import type { BenchProblem } from "../problems/problem.ts"
import type { RunRecord } from "../run/record.ts"

/**
 * Normalised regret after 1, 2, … `length` trials: 0 is the best known, 1 what a random draw gives. Of the trials so far that fulfil the
 * constraints the one with the best told value counts, by its true value; with several objectives the true hypervolume of all so far.
 * Infinity before the first such trial. A run that ended early keeps what it had. Differences below `negligible` are none.
 */
export function regretCurve(problem: BenchProblem, run: RunRecord, length: number): readonly number[] {
  const reached = problem.objectives.length > 1 ? volumeCurve(problem, run) : incumbents(problem, run)
  return Array.from({ length }, (_, i) => normalised(problem, reached[Math.min(i, reached.length - 1)]))
}

/** Normalised regret of one value; Infinity where there is none. */
export function normalised({ best, random }: BenchProblem, value: number | undefined): number {
  if (value === undefined || Number.isNaN(value)) return Infinity
  const regret = (value - best) / (random - best)
  return regret < negligible ? 0 : regret
}

/** Means cannot hold infinity: a run without a valid trial counts as a random draw there, and last in ranks. */
export const counted = (regret: number): number => (regret === Infinity ? 1 : regret)

const negligible = 1e-9

/** The true value of the trial with the best told value so far. */
function incumbents({ objectives }: BenchProblem, { values, truths, feasible }: RunRecord): readonly (number | undefined)[] {
  const sign = objectives[0]!.direction === "maximize" ? -1 : 1
  let least = Infinity
  let truth: number | undefined
  return values.map(([value], i) => {
    if (sign * value! < least && feasible?.[i] !== false) {
      least = sign * value!
      truth = truths[i]![0]
    }
    return truth
  })
}

/** The true hypervolume of all trials so far that fulfil the constraints, in the direction of each objective. */
export function volumeCurve({ objectives, reference = [] }: BenchProblem, { truths, feasible }: RunRecord): readonly number[] {
  const signs = objectives.map(({ direction }) => (direction === "maximize" ? -1 : 1))
  const flipped = (point: readonly number[]): readonly number[] => point.map((y, m) => signs[m]! * y)
  const points: (readonly number[])[] = []
  return truths.map((truth, i) => {
    if (feasible?.[i] !== false) points.push(flipped(truth))
    return hypervolume(points, flipped(reference))
  })
}
