import { fault } from "@diapason/core"
import type { Foreign, ForeignRow } from "@diapason/stores"
import { put } from "./python-json.ts"
import {
  trialStates,
  type Attributes,
  type Direction,
  type OptunaParam,
  type OptunaState,
  type OptunaStudy,
  type OptunaTrial,
} from "./study.ts"
import { versionOf } from "./study-names.ts"
import { timeText } from "./times.ts"

/** A study with all its trials: a few questions, whatever the number of trials. */
export async function readTables(tables: Foreign, id: number, name: string): Promise<OptunaStudy> {
  const { writer } = await versionOf(tables)
  const zone = Number.parseInt(writer, 10) >= 5 ? "utc" : "local"
  const trials = await trialRows(tables, id)
  const of = new Map(trials.map((row) => [Number(row["trial_id"]), row]))
  const odd = trials.find(({ state }) => !(trialStates as readonly unknown[]).includes(state))
  if (odd !== undefined) throw fault("D356", { file: tables.shown, detail: `a trial of it is ${String(odd["state"])}, which is no state` })
  const growing = new Map([...of].map(([key, row], i) => [key, beginning(row, i, zone)]))
  await readParams(tables, id, growing)
  await readValues(tables, id, growing)
  await readReports(tables, id, growing)
  for (const kind of ["user", "system"] as const)
    for (const row of await tables.rows(
      `SELECT a.trial_id, a.key, a.value_json FROM trial_${kind}_attributes a JOIN trials t ON t.trial_id = a.trial_id WHERE t.study_id = ? ORDER BY a.trial_${kind}_attribute_id`,
      id,
    ))
      if (row["key"] !== "_number") put(growing.get(Number(row["trial_id"]))![kind], String(row["key"]), String(row["value_json"]))
  return {
    name,
    directions: await directionsOf(tables, id),
    user: await studyAttributes(tables, id, "user"),
    system: await studyAttributes(tables, id, "system"),
    trials: [...growing.values()].map((trial, number) => ({ ...trial, number })),
  }
}

type Growing = Omit<OptunaTrial, "params" | "reports" | "user" | "system" | "values"> & {
  values?: number[]
  readonly params: Record<string, OptunaParam>
  readonly reports: [number, number][]
  readonly user: Record<string, string>
  readonly system: Record<string, string>
}

/** In the order of their numbers: before 1.3 an attribute said the number. */
async function trialRows(tables: Foreign, study: number): Promise<readonly ForeignRow[]> {
  const number = (await tables.columns("trials")).has("number")
    ? "t.number"
    : "(SELECT CAST(a.value_json AS INTEGER) FROM trial_system_attributes a WHERE a.trial_id = t.trial_id AND a.key = '_number')"
  const text = (column: string): string => `CAST(t.${column} AS TEXT) AS ${column}`
  return await tables.rows(
    `SELECT t.trial_id, ${text("state")}, ${text("datetime_start")}, ${text("datetime_complete")} FROM trials t WHERE t.study_id = ? ORDER BY ${number}, t.trial_id`,
    study,
  )
}

function beginning(row: ForeignRow, number: number, zone: "utc" | "local"): Growing {
  const [start, complete] = [timeText(row["datetime_start"], zone), timeText(row["datetime_complete"], zone)]
  return {
    number,
    state: String(row["state"]) as OptunaState,
    ...(start !== undefined && { start }),
    ...(complete !== undefined && { complete }),
    params: {},
    reports: [],
    user: {},
    system: {},
  }
}

async function readParams(tables: Foreign, study: number, trials: ReadonlyMap<number, Growing>): Promise<void> {
  const sql = "SELECT p.trial_id, p.param_name, p.param_value, p.distribution_json"
  for (const row of await tables.rows(
    `${sql} FROM trial_params p JOIN trials t ON t.trial_id = p.trial_id WHERE t.study_id = ? ORDER BY p.param_id`,
    study,
  ))
    put(trials.get(Number(row["trial_id"]))!.params, String(row["param_name"]), {
      distribution: String(row["distribution_json"]),
      internal: Number(row["param_value"]),
    })
}

/** Until 2.4 a trial had one value, in its own row; since 3.0 infinities are words beside it. */
async function readValues(tables: Foreign, study: number, trials: ReadonlyMap<number, Growing>): Promise<void> {
  const columns = await tables.columns("trial_values")
  if (!columns.has("objective")) {
    for (const row of await tables.rows("SELECT trial_id, value FROM trials WHERE study_id = ? AND value IS NOT NULL", study))
      trials.get(Number(row["trial_id"]))!.values = [numberOf(row["value"], undefined)]
    return
  }
  const type = columns.has("value_type") ? "CAST(v.value_type AS TEXT)" : "NULL"
  for (const row of await tables.rows(
    `SELECT v.trial_id, v.value, ${type} AS type FROM trial_values v JOIN trials t ON t.trial_id = v.trial_id WHERE t.study_id = ? ORDER BY v.objective`,
    study,
  )) {
    if (row["value"] === null && (row["type"] === null || row["type"] === "FINITE")) continue
    const trial = trials.get(Number(row["trial_id"]))!
    ;(trial.values ??= []).push(numberOf(row["value"], row["type"]))
  }
}

/** Until 2.4 they were in the table of the values. */
async function readReports(tables: Foreign, study: number, trials: ReadonlyMap<number, Growing>): Promise<void> {
  const columns = await tables.columns("trial_intermediate_values")
  const [table, value] = columns.size === 0 ? ["trial_values", "value"] : ["trial_intermediate_values", "intermediate_value"]
  const type = columns.has("intermediate_value_type") ? "CAST(v.intermediate_value_type AS TEXT)" : "NULL"
  for (const row of await tables.rows(
    `SELECT v.trial_id, v.step, v.${value} AS value, ${type} AS type FROM ${table} v JOIN trials t ON t.trial_id = v.trial_id WHERE t.study_id = ? ORDER BY v.step`,
    study,
  ))
    trials.get(Number(row["trial_id"]))!.reports.push([Number(row["step"]), numberOf(row["value"], row["type"])])
}

/** MySQL had no infinities before 3.0: the largest number stood for them. */
function numberOf(value: unknown, type: unknown): number {
  if (type === "INF_POS") return Infinity
  if (type === "INF_NEG") return -Infinity
  return type === "NAN" || value === null || value === undefined ? NaN : Number(value)
}

async function directionsOf(tables: Foreign, study: number): Promise<readonly Direction[]> {
  const several = (await tables.columns("study_directions")).size > 0
  const sql = several
    ? "SELECT CAST(direction AS TEXT) AS direction FROM study_directions WHERE study_id = ? ORDER BY objective"
    : "SELECT CAST(direction AS TEXT) AS direction FROM studies WHERE study_id = ?"
  return (await tables.rows(sql, study)).map((row) => String(row["direction"]) as Direction)
}

async function studyAttributes(tables: Foreign, study: number, kind: "user" | "system"): Promise<Attributes> {
  const found: Record<string, string> = {}
  const sql = `SELECT key, value_json FROM study_${kind}_attributes WHERE study_id = ? ORDER BY study_${kind}_attribute_id`
  for (const row of await tables.rows(sql, study)) put(found, String(row["key"]), String(row["value_json"]))
  return found
}
