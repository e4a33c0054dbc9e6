import { leafNames, leavesToday, type Json, type Ledger, type Trial } from "@diapason/core"
import { trialView } from "@diapason/views"

/**
 * What can be asked, sorted and shown of a trial, by name, in the order in which tables show it: its own facts, each metric that was
 * reported, each parameter by its path.
 */
export function fieldNames(ledger: Ledger): readonly string[] {
  const metrics = new Set(ledger.definition.objectives.map(({ metric }) => metric))
  for (const { curve, ...trial } of ledger.trials)
    for (const name of [...curve.columns.keys(), ...("values" in trial ? Object.keys(trial.values) : [])]) metrics.add(name)
  const names = [...own, ...metrics, ...leafNames(ledger.space).map(({ path }) => path)]
  return [...new Set(names)]
}

/** The facts that every trial has a name for; `seconds` is how long its newest attempt ran. */
const own = ["trial", "state", "steps", "attempts", "seconds", "by", "failure"] as const

/** The fields of one trial; what it does not have is absent. Numbers that are not finite stay numbers. */
export function fieldsOf(ledger: Ledger, trial: Trial): Readonly<Record<string, Json | undefined>> {
  const { steps, attempts, by } = trialView(trial)
  const values = "values" in trial ? trial.values : lastOf(trial)
  const config = Object.fromEntries(leavesToday(ledger, trial).map(({ path, value }) => [path, value]))
  const seconds = "endedAt" in trial && trial.startedAt !== undefined ? (trial.endedAt - trial.startedAt) / 1000 : undefined
  const facts = { trial: trial.number, state: trial.state, steps, attempts, by }
  return {
    ...config,
    ...values,
    ...facts,
    ...(seconds !== undefined && { seconds }),
    ...(trial.state === "failed" && { failure: trial.failure.kind }),
  }
}

const lastOf = ({ curve }: Trial): Readonly<Record<string, number>> =>
  Object.fromEntries([...curve.columns].map(([name, column]) => [name, column.findLast((v) => v !== undefined) ?? NaN]))
