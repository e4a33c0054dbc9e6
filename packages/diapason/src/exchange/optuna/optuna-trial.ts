import { lastStep, toWire, type Json, type Ledger, type Trial } from "@diapason/core"
import type { Lowering } from "./lowered.ts"
import type { StudyOrigin } from "./origin.ts"
import { floatText, pythonText } from "./python-text.ts"
import type { Attributes, OptunaState, OptunaTrial } from "./study.ts"
import { timeAt } from "./times.ts"

/** What is needed to tell trials of a study in Optuna's words. */
export interface Telling {
  readonly ledger: Ledger
  readonly lowering: Lowering
  readonly origin: StudyOrigin | undefined
  /** What was noted of a trial, by key. */
  notes(trial: number): ReadonlyMap<string, Json>
}

const states: Readonly<Record<Trial["state"], OptunaState>> = {
  waiting: "WAITING",
  running: "RUNNING",
  paused: "RUNNING",
  complete: "COMPLETE",
  pruned: "PRUNED",
  failed: "FAIL",
}

/** A trial as Optuna would have it. Of metrics that are no objectives, and of failures, its user attributes tell. */
export function optunaTrial(telling: Telling, trial: Trial): OptunaTrial {
  const { ledger, lowering } = telling
  const state = states[trial.state]
  const values = valuesOf(telling, trial)
  const start = state === "WAITING" ? undefined : (trial.startedAt ?? trial.suggestedAt)
  return {
    number: trial.number,
    state,
    ...(start !== undefined && { start: timeAt(start) }),
    ...("endedAt" in trial && { complete: timeAt(trial.endedAt) }),
    // What waits is drawn anew, from what was given to it.
    params: state === "WAITING" ? {} : lowering.params(trial),
    ...(values !== undefined && { values }),
    reports: reportsOf(trial, ledger.definition.objectives[0]!.metric),
    user: userOf(telling, trial),
    system: { ...(state === "WAITING" && { fixed_params: fixedParams(lowering.values(trial)) }), ...constraintsOf(telling, trial) },
  }
}

/** The system attribute of a configuration that was enqueued. */
export const fixedParams = (values: Readonly<Record<string, string>>): string =>
  `{${Object.entries(values)
    .map(([name, text]) => `${pythonText(name)}: ${text}`)
    .join(", ")}}`

/** Those of the objectives, where each has one that Optuna can keep. */
function valuesOf({ ledger }: Telling, trial: Trial): readonly number[] | undefined {
  if (trial.state !== "complete" && trial.state !== "pruned") return undefined
  const values = ledger.definition.objectives.map(({ metric }) => trial.values[metric] ?? NaN)
  return values.some(Number.isNaN) ? undefined : values
}

function reportsOf({ curve }: Trial, metric: string): OptunaTrial["reports"] {
  const column = curve.columns.get(metric) ?? []
  return curve.steps.flatMap((step, i) => (column[i] === undefined ? [] : [[step, column[i]] as const]))
}

function userOf({ ledger, origin, notes }: Telling, trial: Trial): Attributes {
  const said: Record<string, string> = {}
  for (const [key, value] of notes(trial.number)) said[key] = pythonText(value)
  if (trial.by === "added" && origin !== undefined) return said
  const known = [...ledger.definition.objectives.map(({ metric }) => metric), ...(origin?.constraints ?? [])]
  const others = "values" in trial ? Object.entries(trial.values).filter(([metric]) => !known.includes(metric)) : []
  if (others.length > 0) said["diapason:metrics"] = pythonText(Object.fromEntries(others.map(([metric, value]) => [metric, toWire(value)])))
  if (trial.state === "failed") said["diapason:failure"] = pythonText(`${trial.failure.kind}: ${trial.failure.message}`)
  if (trial.state === "paused") said["diapason:paused_at"] = String(lastStep(trial.curve) ?? 0)
  return said
}

/** Numbers that are 0 or less where a constraint holds, as Optuna's samplers read them. */
function constraintsOf({ ledger: { rules } }: Telling, trial: Trial): Attributes {
  if (rules.outcomes.length === 0 || (trial.state !== "complete" && trial.state !== "pruned")) return {}
  return { constraints: `[${rules.violations(trial.values, trial.config).map(floatText).join(", ")}]` }
}
