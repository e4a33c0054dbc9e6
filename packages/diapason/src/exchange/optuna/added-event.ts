import { toWire, type EventBody, type Json, type Objective } from "@diapason/core"
import type { Constraints } from "./constraints.ts"
import { jsonOf } from "./python-json.ts"
import type { OptunaStudy, OptunaTrial } from "./study.ts"

export type Added = Extract<EventBody, { kind: "trial.added" }>

/** Optuna's objectives have names only where somebody set them; else `value`, or `value_0` and on. */
export function objectivesOf({ directions, system }: OptunaStudy): readonly Objective[] {
  const told = system["study:metric_names"] === undefined ? [] : jsonOf(system["study:metric_names"])
  const names = Array.isArray(told) ? (told as readonly Json[]).map(String) : []
  return directions.map((direction, i) => ({
    metric: names[i] ?? (directions.length === 1 ? "value" : `value_${i}`),
    direction: direction === "MAXIMIZE" ? "maximize" : "minimize",
  }))
}

/** A trial of Optuna's that has ended as one of ours; a value that is no finite number makes it failed here. */
export function addedEvent(
  trial: OptunaTrial,
  config: Added["config"],
  number: number,
  objectives: readonly Objective[],
  constraints: Constraints,
): Added {
  const values = trial.values ?? []
  const metrics = Object.fromEntries([
    ...objectives.slice(0, values.length).map(({ metric }, i) => [metric, toWire(values[i]!)]),
    ...constraints.metrics(trial),
  ]) as Added["metrics"]
  const { metric } = objectives[0]!
  const reports = trial.reports.filter(([step]) => step >= 0).map(([step, value]) => ({ step, metrics: { [metric]: toWire(value) } }))
  const base = { kind: "trial.added", trial: number, config, metrics, ...(reports.length > 0 && { reports }) } as const
  if (trial.state === "PRUNED") return { ...base, state: "pruned" }
  if (trial.state === "FAIL") return { ...base, state: "failed", failure: { kind: "crash", message: "failed in Optuna" } }
  const odd = values.findIndex((value) => !Number.isFinite(value))
  if (odd < 0 && values.length >= objectives.length) return { ...base, state: "complete" }
  const said = values[odd] === undefined ? "had no value" : `was ${toWire(values[odd])}`
  return { ...base, state: "failed", failure: { kind: "nan", message: `${objectives[Math.max(odd, 0)]!.metric} ${said} in Optuna` } }
}
