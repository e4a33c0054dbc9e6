import type { Field, FieldProblem } from "./field.ts"
import { mean, median } from "./mean.ts"
import { ranks } from "./ranks.ts"
import { counted } from "./regret-curve.ts"

/** How one contestant did over a field; lists are by horizon. */
export interface Standing {
  readonly contestant: string
  /** Mean normalised regret, over seeds and then over problems. */
  readonly regret: readonly number[]
  /** Mean rank among the contestants, over seeds and then over problems. */
  readonly rank: readonly number[]
  /** Median milliseconds per suggestion over the last tenth of the trials of all runs. */
  readonly ms: number
}

/** The standings of all contestants of a field at these numbers of trials. */
export function standings({ contestants, problems }: Field, at: readonly number[]): readonly Standing[] {
  return contestants.map((contestant, c) => ({
    contestant,
    regret: at.map((trials) => mean(problems.map((one) => meanRegret(one, c, trials)))),
    rank: at.map((trials) => mean(problems.map((one) => meanRank(one, c, trials)))),
    ms: median(problems.flatMap((one) => one.runs[c]!.flatMap(({ run }) => run.ms.slice(-Math.max(1, Math.round(run.trials / 10)))))),
  }))
}

/** Mean normalised regret of contestant `c` on one problem after so many trials. */
export const meanRegret = ({ runs }: FieldProblem, c: number, trials: number): number =>
  mean(runs[c]!.map(({ regret }) => counted(regret[trials - 1]!)))

const meanRank = ({ seeds, runs }: FieldProblem, c: number, trials: number): number =>
  mean(seeds.map((_, s) => ranks(runs.map((of) => of[s]!.regret[trials - 1]!))[c]!))
