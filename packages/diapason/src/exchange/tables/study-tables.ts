import { lastStep, lastValues, leavesToday, type Json, type Trial } from "@diapason/core"
import { table, type Table } from "./table.ts"

/** The study itself: one row. `definition` is all that it was asked to do. */
export const studyTable: Table = table(
  "study",
  "schema_version whole, name text, definition json, space json, trials whole, events whole, head text, written_to moment",
  ({ definition, space, trials, seq, hash, at }) => [
    [schemaVersion, definition.name, JSON.stringify(definition), JSON.stringify(space.json), trials.length, seq, hash, at],
  ],
)

/** Goes up when a column or a table changes its name or its meaning, or goes. New ones may come without. */
export const schemaVersion = 1

/** What is optimised, in order. */
export const objectivesTable: Table = table("objectives", "position whole, metric text, direction text", ({ definition }) =>
  definition.objectives.map(({ metric, direction }, i) => [i, metric, direction]),
)

/** The facts of each trial. */
export const trialsTable: Table = table(
  "trials",
  "trial whole, state text, suggested_at moment, started_at moment, ended_at moment, seconds real, steps whole, attempts whole, lost whole, " +
    "by text, why text, label text, decision text, failure_kind text, failure text, excluded text, revision whole, parent whole",
  function* ({ trials }) {
    for (const trial of trials) {
      const {
        number,
        state,
        suggestedAt,
        startedAt = null,
        curve,
        attempts,
        lost,
        by,
        why,
        label = null,
        excluded = null,
        revision = 1,
      } = trial
      const endedAt = "endedAt" in trial ? trial.endedAt : null
      const seconds = endedAt === null || startedAt === null ? null : (endedAt - startedAt) / 1000
      const { kind = null, message = null } = trial.state === "failed" ? trial.failure : {}
      const decision = trial.state === "pruned" || trial.state === "paused" ? trial.decision : null
      const times = [suggestedAt, startedAt, endedAt, seconds]
      const words = [by, why, label, decision, kind, message, excluded]
      yield [number, state, ...times, lastStep(curve) ?? 0, attempts, lost, ...words, revision, trial.parent?.trial ?? null]
    }
  },
)

/** The configuration of each trial, a row a value that was active. */
export const parametersTable: Table = table("parameters", "trial whole, name text, value json, number real", function* (ledger) {
  for (const trial of ledger.trials)
    for (const { path, value } of leavesToday(ledger, trial)) yield [trial.number, path, JSON.stringify(value), numberIn(value)]
})

/** Numbers as such, truth as 0 and 1; anything else has no place on an axis. */
const numberIn = (value: Json): number | null => (typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : null)

/** The final values of each trial; of one that has not ended, or ended early, the last that it reported. */
export const metricsTable: Table = table("metrics", "trial whole, metric text, value real", function* ({ trials }) {
  for (const trial of trials) for (const [metric, value] of Object.entries(valuesOf(trial))) yield [trial.number, metric, value]
})

const valuesOf = (trial: Trial): Readonly<Record<string, number>> => ("values" in trial ? trial.values : lastValues(trial.curve))

/** What was reported on the way, a row a number. */
export const reportsTable: Table = table("reports", "trial whole, step whole, metric text, value real", function* ({ trials }) {
  for (const { number, curve } of trials)
    for (const [i, step] of curve.steps.entries())
      for (const [metric, column] of curve.columns) if (column[i] !== undefined) yield [number, step, metric, column[i]]
})
