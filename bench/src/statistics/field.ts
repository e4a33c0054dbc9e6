import type { BenchProblem } from "../problems/problem.ts"
import type { RunRecord } from "../run/record.ts"
import { regretCurve } from "./regret-curve.ts"

/** Runs that can be compared: the same contestants on the same problems with the same seeds. */
export interface Field {
  readonly contestants: readonly string[]
  readonly problems: readonly FieldProblem[]
}

export interface FieldProblem {
  readonly problem: BenchProblem
  /** The seeds that every contestant has finished. */
  readonly seeds: readonly number[]
  /** By contestant as in the field, then by seed as in `seeds`. */
  readonly runs: readonly (readonly FieldRun[])[]
}

export interface FieldRun {
  readonly run: RunRecord
  /** Normalised regret by trial, see `regretCurve`. */
  readonly regret: readonly number[]
}

/**
 * The field of these contestants on these problems. A problem where they have no seed in common is left out. Curves have `trials`
 * entries; runs of another length are not of this field.
 */
export function fieldOf(
  contestants: readonly string[],
  problems: readonly BenchProblem[],
  runs: readonly RunRecord[],
  trials: number,
): Field {
  const finished = runs.filter((run) => run.trials === trials && run.failed === undefined && run.unsupported === undefined)
  const found = problems.flatMap((problem): readonly FieldProblem[] => {
    const here = finished.filter((run) => run.problem === problem.name)
    const of = contestants.map((name) => new Map(here.filter((run) => run.contestant === name).map((run) => [run.seed, run])))
    const seeds = [...(of[0]?.keys() ?? [])].filter((seed) => of.every((mine) => mine.has(seed))).sort((a, b) => a - b)
    if (seeds.length === 0) return []
    const fieldRun = (run: RunRecord): FieldRun => ({ run, regret: regretCurve(problem, run, trials) })
    return [{ problem, seeds, runs: of.map((mine) => seeds.map((seed) => fieldRun(mine.get(seed)!))) }]
  })
  return { contestants, problems: found }
}
