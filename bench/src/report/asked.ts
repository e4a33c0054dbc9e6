import type { BenchProblem } from "../problems/problem.ts"

/** What a report is about. */
export interface Asked {
  /** In the order in which they are shown; the first of Diapason is the one that is tested against the others. */
  readonly contestants: readonly string[]
  readonly problems: readonly BenchProblem[]
  readonly trials: number
  /** Trials in flight in each run. */
  readonly parallel: number
  /** The command that makes the report. */
  readonly command: string
}
