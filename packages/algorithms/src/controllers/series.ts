import type { Ledger, RunningTrial, SchedulerProblem } from "@diapason/core"
import type { Listens } from "./controller.ts"

/** One metric of a trial, report by report; reports without it are left out. */
export interface Series {
  readonly name: string
  readonly steps: readonly number[]
  /** As reported. */
  readonly values: readonly number[]
  /** Turned so that smaller is better. */
  readonly losses: readonly number[]
  /** Turns a loss back into what was reported. */
  readonly sign: 1 | -1
}

/** The series of a metric: the one that drives, unless another is named. */
export function seriesOf(trial: RunningTrial, problem: SchedulerProblem, ledger: Ledger, { metric, direction }: Listens = {}): Series {
  const name = metric ?? problem.metric
  const { steps, values } = column(trial, name)
  const sign = direction === undefined ? signOf(name, problem, ledger) : direction === "maximize" ? -1 : 1
  return { name, steps, values, losses: sign === 1 ? values : values.map((value) => -value), sign }
}

/** What a trial has reported of a metric that is neither better nor worse for being small. */
export function column({ curve: { steps, columns } }: RunningTrial, name: string): Pick<Series, "steps" | "values"> {
  const found = columns.get(name)
  if (found === undefined) return { steps: [], values: [] }
  // Nearly always each report has it, and then nothing is copied.
  if (!found.includes(undefined)) return { steps, values: found as readonly number[] }
  const there = steps.map((_, i) => i).filter((i) => found[i] !== undefined)
  return { steps: there.map((i) => steps[i]!), values: there.map((i) => found[i]!) }
}

function signOf(name: string, { metric, loss }: SchedulerProblem, { definition: { objectives } }: Ledger): 1 | -1 {
  if (name === metric) return loss({ [name]: 1 }) < 0 ? -1 : 1
  return objectives.find((objective) => objective.metric === name)?.direction === "maximize" ? -1 : 1
}
