import { leafNames, leavesToday, type Ledger, type Trial } from "@diapason/core"
import { baselineSign, trialView } from "@diapason/views"
import { clockText } from "./duration.ts"
import { numberText, valueText } from "./number.ts"
import { spark } from "./spark.ts"
import type { Column } from "./table.ts"

/** The columns of a table of trials: number, state, step, the objectives, the curve, each parameter that varies, time, and why. */
export function trialColumns(ledger: Ledger): readonly Column[] {
  return [
    { title: "#", right: true, keep: 9 },
    { title: "state", keep: 8 },
    { title: "step", right: true, keep: 4 },
    ...ledger.definition.objectives.map(({ metric }) => ({ title: metric, right: true, keep: 7 })),
    { title: "curve".padEnd(curveWidth), keep: 2 },
    ...variedLeaves(ledger).map(({ flag }) => ({ title: flag, keep: 6 })),
    { title: "time", right: true, keep: 1 },
    { title: "why", keep: 3, least: 12 },
  ]
}

/** One row of that table, as it is at `now`. */
export function trialRow(ledger: Ledger, trial: Trial, now: number): readonly string[] {
  const view = trialView(trial)
  const values = new Map(leavesToday(ledger, trial).map(({ path, value }) => [path, value]))
  const curve = trial.curve.columns.get(ledger.definition.objectives[0]!.metric) ?? []
  const fidelity = ledger.definition.fidelity?.max
  return [
    trial.by === "baseline" ? `${baselineSign} ${trial.number}` : String(trial.number),
    stateText(trial),
    view.steps === 0 ? "" : fidelity === undefined ? String(view.steps) : `${view.steps}/${fidelity}`,
    ...ledger.definition.objectives.map(({ metric }) => metricText(view.values[metric])),
    spark(curve, curveWidth),
    ...variedLeaves(ledger).map(({ path }) => valueText(values.get(path))),
    timeText(trial, now),
    // That `auto` chose is said once, where the plan is; a row says what is its own.
    whyText(trial).replace(/^auto chose [^;]*; /, ""),
  ]
}

const curveWidth = 12

/** How long its newest attempt has run, or ran. */
function timeText(trial: Trial, now: number): string {
  if (trial.startedAt === undefined) return ""
  if (trial.state === "running") return clockText(now - trial.startedAt)
  return "endedAt" in trial ? clockText(trial.endedAt - trial.startedAt) : ""
}

/** Shape and word of a state, so that colour is never the only sign. */
export function stateText(trial: Trial): string {
  if (trial.excluded !== undefined) return "◇ excluded"
  const marks = { complete: "●", running: "◐", waiting: "◌", paused: "⏸", pruned: "✂", failed: "✕" } as const
  return `${marks[trial.state]} ${trial.state}`
}

/** Why it ended where it ended; for the others why they were suggested. */
export function whyText(trial: Trial): string {
  if (trial.state === "failed") return `${trial.failure.kind}: ${trial.failure.message.replace(`Trial ${trial.number} `, "")}`
  if (trial.state === "pruned" || trial.state === "paused") return trial.decision
  return (trial.state === "running" ? trial.thawed : undefined) ?? trial.why
}

const metricText = (value: number | string | undefined): string => (typeof value === "number" ? numberText(value) : (value ?? "—"))

/** Parameters that are searched, in their form or in a field; constants would only fill the screen. */
function variedLeaves(ledger: Ledger): readonly { readonly path: string; readonly flag: string }[] {
  const known = varied.get(ledger)
  if (known !== undefined) return known
  const found = leafNames(ledger.space).filter(({ path }) => {
    const schedule = (ledger.space.json[path] as { readonly type?: string } | undefined)?.type === "schedule"
    const own = ledger.space.parameters.filter(({ name }) => name === path || (schedule && name.startsWith(`${path}.`)))
    return own.length === 0 || own.some(({ kind }) => kind !== "constant")
  })
  varied.set(ledger, found)
  return found
}

const varied = new WeakMap<Ledger, readonly { readonly path: string; readonly flag: string }[]>()
