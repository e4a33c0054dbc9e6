import { existsSync, statSync } from "node:fs"
import { fault } from "@diapason/core"
import { exactReal, foreignSqlite, type ForeignFile, type ForeignValue } from "@diapason/stores"
import { studyNames } from "./study-names.ts"
import { tables } from "./schema.ts"
import type { Attributes, OptunaStudy, OptunaTrial } from "./study.ts"
import { databaseTime } from "./times.ts"

/**
 * Adds a study to an SQLite file of Optuna's, in one transaction; a file that is not there is made. Throws D357 where it has a study of that
 * name, D358 where its schema is an older one, D351, D354, D356, D401.
 */
export async function writeSqlite(path: string, study: OptunaStudy): Promise<void> {
  const empty = !existsSync(path) || statSync(path).size === 0
  const file = await foreignSqlite(path, { make: true })
  try {
    const next = empty ? firsts : await after(file, path, study.name)
    await file.change((many) => {
      if (empty) for (const statement of tables) many(statement, [[]])
      for (const { sql, rows } of rowsOf(study, next)) many(sql, rows)
    })
  } finally {
    await file.close()
  }
}

/** The keys that come next, and how times are written there. */
interface Next {
  readonly study: number
  readonly trial: number
  readonly zone: "utc" | "local"
}

const firsts: Next = { study: 1, trial: 1, zone: "utc" }

async function after(file: ForeignFile, path: string, name: string): Promise<Next> {
  const known = (await studyNames(file)).map((one) => one.name)
  if (known.includes(name)) throw fault("D357", { study: name, file: path, known })
  const [alembic] = (await file.columns("alembic_version")).size === 0 ? [] : await file.rows("SELECT version_num FROM alembic_version")
  if (alembic?.["version_num"] !== "v3.2.0.a")
    throw fault("D358", {
      file: path,
      problem: `its schema is ${String(alembic?.["version_num"] ?? "an old one")}, and not v3.2.0.a`,
      mend: `optuna storage upgrade --storage sqlite:///${path}; or export into a new file`,
    })
  const [keys] = await file.rows(
    "SELECT (SELECT COALESCE(MAX(study_id), 0) FROM studies) AS study, (SELECT COALESCE(MAX(trial_id), 0) FROM trials) AS trial, (SELECT library_version FROM version_info) AS writer",
  )
  const zone = Number.parseInt(String(keys!["writer"]), 10) >= 5 ? "utc" : "local"
  return { study: Number(keys!["study"]) + 1, trial: Number(keys!["trial"]) + 1, zone }
}

interface Rows {
  readonly sql: string
  readonly rows: Iterable<readonly ForeignValue[]>
}

function rowsOf({ name, directions, user, system, trials }: OptunaStudy, { study, trial: first, zone }: Next): readonly Rows[] {
  const time = (text: string | undefined): ForeignValue => (text === undefined ? null : databaseTime(text, zone))
  const each = <T>(of: (trial: OptunaTrial) => readonly T[], row: (id: number, one: T, i: number) => readonly ForeignValue[]) =>
    trials.flatMap((trial, at) => of(trial).map((one, i) => row(first + at, one, i)))
  const attributes = (of: "study" | "trial", kind: "user" | "system", rows: Rows["rows"]): Rows => ({
    sql: `INSERT INTO ${of}_${kind}_attributes (${of}_id, "key", value_json) VALUES (?, ?, ?)`,
    rows,
  })
  const entries = (all: Attributes) => Object.entries(all)
  return [
    { sql: "INSERT INTO studies VALUES (?, ?)", rows: [[study, name]] },
    {
      sql: "INSERT INTO study_directions (direction, study_id, objective) VALUES (?, ?, ?)",
      rows: directions.map((direction, i) => [direction, study, i]),
    },
    attributes(
      "study",
      "user",
      entries(user).map(([key, text]) => [study, key, text]),
    ),
    attributes(
      "study",
      "system",
      entries(system).map(([key, text]) => [study, key, text]),
    ),
    {
      sql: "INSERT INTO trials VALUES (?, ?, ?, ?, ?, ?)",
      rows: trials.map(({ number, state, start, complete }, i) => [first + i, number, study, state, time(start), time(complete)]),
    },
    {
      sql: "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, ?, ? / ?, ?)",
      rows: each(
        ({ params }) => Object.entries(params),
        (id, [key, { internal, distribution }]) => [id, key, ...exactReal(internal), distribution],
      ),
    },
    {
      sql: "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, ?, ? / ?, ?)",
      rows: each(
        ({ values = [] }) => values,
        (id, value, i) => [id, i, ...stored(value)],
      ),
    },
    {
      sql: "INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES (?, ?, ? / ?, ?)",
      rows: each(
        ({ reports }) => reports,
        (id, [step, value]) => [id, step, ...stored(value)],
      ),
    },
    attributes(
      "trial",
      "user",
      each(
        (trial) => entries(trial.user),
        (id, [key, text]) => [id, key, text],
      ),
    ),
    attributes(
      "trial",
      "system",
      each(
        (trial) => entries(trial.system),
        (id, [key, text]) => [id, key, text],
      ),
    ),
  ]
}

/** A number that is none has a word beside it. */
function stored(x: number): readonly ForeignValue[] {
  if (Number.isFinite(x)) return [...exactReal(x), "FINITE"]
  return [null, 1, Number.isNaN(x) ? "NAN" : x > 0 ? "INF_POS" : "INF_NEG"]
}
