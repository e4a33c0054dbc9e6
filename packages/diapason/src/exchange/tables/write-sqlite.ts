import { existsSync } from "node:fs"
import { fault, type EventStore, type Ledger } from "@diapason/core"
import { exactReal, foreignSqlite, writeForeign, type ForeignWriter } from "@diapason/stores"
import { schemaVersion } from "./study-tables.ts"
import { momentText } from "./texts.ts"
import type { Cell, Column, Table } from "./table.ts"

/** Stands in the file as `application_id`, so that an export replaces exports alone: the letters "DiaX". */
const mark = 0x44696158

/** Writes tables into a new SQLite file, with a key or an index on the trial. Throws D480, also where another file stands there. */
export async function writeSqlite(path: string, tables: readonly Table[], ledger: Ledger, store: EventStore): Promise<void> {
  await refuseStrange(path)
  await writeForeign(path, async (db) => {
    db.exec(`PRAGMA application_id = ${mark}; PRAGMA user_version = ${schemaVersion}`)
    for (const table of tables) await writeTable(db, table, ledger, store)
  })
}

async function refuseStrange(path: string): Promise<void> {
  if (!existsSync(path) || (await markOf(path)) === mark) return
  throw fault("D480", { place: path, problem: "a file that no export wrote stands there" })
}

async function markOf(path: string): Promise<unknown> {
  try {
    const file = await foreignSqlite(path)
    const [row] = await file.rows("PRAGMA application_id")
    await file.close()
    return row?.["application_id"]
  } catch {
    return undefined
  }
}

async function writeTable(db: ForeignWriter, { name, columns, rows }: Table, ledger: Ledger, store: EventStore): Promise<void> {
  const key = name === "trials" || name === "wide" ? "trial" : name === "objectives" ? "position" : undefined
  const names = different(columns.map((column) => column.name))
  const defined = columns.map(({ kind }, i) => `${named(names[i]!)} ${types[kind]}${names[i] === key ? " PRIMARY KEY" : ""}`)
  db.exec(`CREATE TABLE ${named(name)} (${defined.join(", ")})`)
  const insert = db.prepare(
    `INSERT INTO ${named(name)} VALUES (${columns.map(({ kind }) => (kind === "real" ? "? / ?" : "?")).join(", ")})`,
  )
  for await (const row of rows(ledger, store)) insert.run(...row.flatMap((value, i) => bound(value, columns[i]!.kind)))
  if (key === undefined && columns[0]!.name === "trial") db.exec(`CREATE INDEX ${named(`${name}_by_trial`)} ON ${named(name)} (trial)`)
}

const named = (text: string): string => `"${text.replaceAll('"', '""')}"`

const types: Readonly<Record<Column["kind"], string>> = {
  whole: "INTEGER",
  real: "REAL",
  truth: "BOOLEAN",
  text: "TEXT",
  json: "TEXT",
  moment: "TIMESTAMP",
}

/** SQLite has no NaN: there it is null. Infinities it has. A real number is a quotient. */
function bound(value: Cell, kind: Column["kind"]): number | string | null | readonly (number | null)[] {
  if (kind === "real") return value === null || Number.isNaN(value) ? [null, 1] : exactReal(Number(value))
  if (value === null || Number.isNaN(value)) return null
  if (kind === "moment") return momentText(Number(value))
  return typeof value === "boolean" ? Number(value) : value
}

/** Names that differ by case alone would be one column in SQL: the later gets a number. */
function different(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let [one, n] = [name, 2]
    while (taken.has(one.toLowerCase())) one = `${name}_${n++}`
    taken.add(one.toLowerCase())
    return one
  })
}
