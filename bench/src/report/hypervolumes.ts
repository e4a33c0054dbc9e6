import type { Results } from "../run/record.ts"
import { fieldOf, type FieldProblem } from "../statistics/field.ts"
import { mean } from "../statistics/mean.ts"
import { volumeCurve } from "../statistics/regret-curve.ts"
import { figures, paragraph, type Block } from "./block.ts"
import type { Asked } from "./asked.ts"

/** With several objectives: the mean true hypervolume at the end, by problem, beside the best known. */
export function hypervolumes({ runs }: Results, { contestants, problems, trials }: Asked): readonly Block[] {
  const several = problems.filter(({ objectives }) => objectives.length > 1)
  const here = contestants.filter((name) =>
    several.some((problem) => runs.some((run) => run.contestant === name && run.problem === problem.name && run.values.length > 0)),
  )
  const field = fieldOf(here, several, runs, trials)
  if (field.problems.length === 0) return []
  const rows = here.map((name, c) => ({ name, values: field.problems.map((one) => volumeOf(one, c)) }))
  const head = field.problems.map(({ problem }) => `${problem.name} (best known ${problem.best.toPrecision(4)})`)
  return [paragraph(`Mean true hypervolume after ${trials} trials:`), figures(["", ...head], rows, () => "greatest")]
}

const volumeOf = ({ problem, runs }: FieldProblem, c: number): number =>
  mean(runs[c]!.map(({ run }) => volumeCurve(problem, run).at(-1) ?? 0))
