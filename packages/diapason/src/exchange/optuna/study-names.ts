import { fault } from "@diapason/core"
import type { Foreign } from "@diapason/stores"

/** The schemas that are read, by the names that Optuna gives them; between them tables and columns were moved, and this looks for what is there. */
const known = /^v(0\.9\.0\.a|1\.2\.0\.a|1\.3\.0\.a|2\.4\.0\.a|2\.6\.0\.a|3\.0\.0\.[abcd]|3\.2\.0\.a)$/

/** The studies of a database, by their names and keys. Throws D351 where it is none of Optuna's, D354 for a newer schema. */
export async function studyNames(tables: Foreign): Promise<readonly { readonly id: number; readonly name: string }[]> {
  if ((await tables.columns("studies")).size === 0 || (await tables.columns("trials")).size === 0)
    throw fault("D351", {
      file: tables.shown,
      line: undefined,
      problem: "there are no tables of Optuna in it",
      mend: "name a database or a journal that Optuna wrote: optuna:study.db, optuna:study.journal, optuna:postgres://USER@HOST/DATABASE",
    })
  const [alembic] = (await tables.columns("alembic_version")).size === 0 ? [] : await tables.rows("SELECT version_num FROM alembic_version")
  const { writer, schema } = await versionOf(tables)
  const named = alembic === undefined ? undefined : String(alembic["version_num"])
  if ((named !== undefined && !known.test(named)) || schema > 12)
    throw fault("D354", { file: tables.shown, writer, schema: named ?? String(schema), reads: "v3.2.0.a (12)" })
  return (await tables.rows("SELECT study_id, study_name FROM studies ORDER BY study_id")).map((row) => ({
    id: Number(row["study_id"]),
    name: String(row["study_name"]),
  }))
}

/** Who made the database, and the number of its schema. */
export async function versionOf(tables: Foreign): Promise<{ readonly writer: string; readonly schema: number }> {
  const [row] =
    (await tables.columns("version_info")).size === 0 ? [] : await tables.rows("SELECT schema_version, library_version FROM version_info")
  return { writer: String(row?.["library_version"] ?? "of some version"), schema: Number(row?.["schema_version"] ?? 0) }
}
