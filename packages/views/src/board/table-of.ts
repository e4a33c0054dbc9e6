import { configToday, lastStep, lastValues, leavesToday, type Json, type Ledger, type Parameter, type Trial } from "@diapason/core"
import { facts, markOf, marks, type Column, type TrialTable } from "./table.ts"

/** The table of all trials of a ledger. */
export function tableOf(ledger: Ledger): TrialTable {
  const { trials, space, rules } = ledger
  const size = trials.length
  const mark = new Uint8Array(size)
  const parameters = space.parameters.map((parameter) => parameterColumn(parameter, size))
  const metrics = metricNames(ledger).map((name): Column => ({ name, kind: "metric", scale: "linear", values: empty(size) }))
  const known = facts.map((name): Column => ({ name, kind: "fact", scale: "linear", values: empty(size) }))
  for (const trial of trials) {
    const n = trial.number
    const values = "values" in trial ? trial.values : lastValues(trial.curve)
    mark[n] = marks.indexOf(markOf(trial, trial.state === "complete" ? rules.violations(values, configToday(ledger, trial)) : []))
    const leaves = new Map(leavesToday(ledger, trial).map(({ path, value }) => [path, value]))
    for (const column of parameters) column.values[n] = numberOf(column, leaves.get(column.name))
    for (const column of metrics) column.values[n] = values[column.name] ?? NaN
    for (const column of known) column.values[n] = factOf(trial, column.name)
  }
  return { size, mark, columns: [...parameters, ...metrics, ...known] }
}

const empty = (size: number): Float64Array => new Float64Array(size).fill(NaN)

function parameterColumn(parameter: Parameter, size: number): Column {
  const { name } = parameter
  const column = { name, kind: "parameter" as const, values: empty(size) }
  switch (parameter.kind) {
    case "float":
    case "int":
      return { ...column, scale: parameter.scale === "pow2" ? "log" : parameter.scale, low: parameter.low, high: parameter.high }
    case "ordinal":
    case "choice":
      return { ...column, scale: "category", words: parameter.values.map(wordOf) }
    case "constant":
      return { ...column, scale: "category", words: [wordOf(parameter.value)] }
  }
}

const wordOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))

function numberOf({ words }: Column, value: Json | undefined): number {
  if (value === undefined) return NaN
  if (words === undefined) return typeof value === "number" ? value : NaN
  const at = words.indexOf(wordOf(value))
  return at < 0 ? NaN : at
}

/** The objectives first, then what else was reported, in the order in which it was first seen. */
function metricNames({ definition, trials }: Ledger): readonly string[] {
  const names = new Set(definition.objectives.map(({ metric }) => metric))
  for (const { curve } of trials) for (const name of curve.columns.keys()) names.add(name)
  for (const trial of trials) if ("values" in trial) for (const name of Object.keys(trial.values)) names.add(name)
  return [...names]
}

function factOf(trial: Trial, name: string): number {
  const ended = "endedAt" in trial ? trial.endedAt : NaN
  switch (name as (typeof facts)[number]) {
    case "suggested":
      return trial.suggestedAt
    case "started":
      return trial.startedAt ?? NaN
    case "ended":
      return ended
    case "duration":
      return ended - (trial.startedAt ?? NaN)
    case "steps":
      return lastStep(trial.curve) ?? 0
    case "attempts":
      return trial.attempts
    case "parent":
      return trial.parent?.trial ?? NaN
    case "revision":
      return trial.revision ?? 1
  }
}
