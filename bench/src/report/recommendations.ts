import type { BenchProblem } from "../problems/problem.ts"
import type { Results } from "../run/record.ts"
import { fieldOf, type FieldProblem } from "../statistics/field.ts"
import { horizons } from "../statistics/horizons.ts"
import { mean } from "../statistics/mean.ts"
import { counted, normalised } from "../statistics/regret-curve.ts"
import { figures, heading, paragraph, type Block } from "./block.ts"
import type { Asked } from "./asked.ts"

/** Under noise: how good, in truth, is what a tuner would have its user take. */
export function recommendations({ runs }: Results, { contestants, problems, trials }: Asked): readonly Block[] {
  const noisy = problems.filter(({ family }) => family === "noisy")
  const here = contestants.filter((name) => runs.some((run) => run.contestant === name && run.recommended !== undefined))
  const field = fieldOf(here, noisy, runs, trials)
  if (field.problems.length === 0) return []
  const at = [...horizons.filter((horizon) => horizon < trials), trials]
  const rows = here.map((name, c) => ({ name, values: at.map((horizon) => mean(field.problems.map((one) => meanOf(one, c, horizon)))) }))
  return [
    heading("What is recommended under noise"),
    paragraph("Mean normalised regret of the true value of the configuration that the tuner itself recommends after so many trials."),
    figures(["", ...at.map((horizon) => `${horizon} trials`)], rows, () => "least"),
  ]
}

const meanOf = ({ problem, runs }: FieldProblem, c: number, horizon: number): number =>
  mean(runs[c]!.map(({ run }) => counted(regretOf(problem, run.recommended?.[horizon]))))

/** JSON has no infinity: a true value that is none is null there. */
const regretOf = (problem: BenchProblem, value: number | null | undefined): number => normalised(problem, value ?? undefined)
