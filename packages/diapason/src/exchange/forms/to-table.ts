import { mkdir } from "node:fs/promises"
import { basename, join } from "node:path"
import { fault, type Ledger } from "@diapason/core"
import type { Table } from "../tables/table.ts"
import { tablesOf } from "../tables/tables.ts"
import { csvHead, csvRow, jsonRow } from "../tables/texts.ts"
import { writeParquet } from "../tables/write-parquet.ts"
import { writeSqlite } from "../tables/write-sqlite.ts"
import { writeLines } from "../write-lines.ts"
import type { ExportForm, ExportSource, Written } from "./export-form.ts"

type Write = ExportForm["write"]

/** A table as comma-separated values: that of trials, or the one that stands before the ending, as in `train.reports.csv`. */
export const toCsv: Write = (path, source) => lines(path, source, true, csvRow)

/** The same as JSON, an object a line. */
export const toJsonLines: Write = (path, source) => lines(path, source, false, jsonRow)

/** The same as Parquet. */
export const toParquet: Write = async (path, source) => {
  const ledger = await source.ledger()
  const table = tableIn(path, ledger)
  return said(table, await writeParquet(path, table, ledger, source.store))
}

/** All tables, each as a Parquet file in a folder. */
export const toFolder: Write = async (folder, source) => {
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw fault("D480", { place: folder, problem: error.message })
  })
  const ledger = await source.ledger()
  const tables = tablesOf(ledger)
  for (const table of tables) await writeParquet(join(folder, `${table.name}.parquet`), table, ledger, source.store)
  return { says: `${ledger.trials.length} trials as ${tables.length} tables` }
}

/** All tables in one SQLite file. */
export const toSqlite: Write = async (path, source) => {
  const ledger = await source.ledger()
  const tables = tablesOf(ledger)
  await writeSqlite(path, tables, ledger, source.store)
  return { says: `${ledger.trials.length} trials as ${tables.length} tables` }
}

async function lines(path: string, source: ExportSource, head: boolean, text: typeof csvRow): Promise<Written> {
  const ledger = await source.ledger()
  const table = tableIn(path, ledger)
  let count = 0
  async function* texts(): AsyncGenerator<string> {
    if (head) yield csvHead(table.columns)
    for await (const row of table.rows(ledger, source.store)) {
      count++
      yield text(table.columns, row)
    }
  }
  await writeLines(path, texts())
  return said(table, count)
}

const said = (table: Table, rows: number): Written => ({ says: table.name === "wide" ? `${rows} trials` : `${rows} rows of ${table.name}` })

/** The table whose name stands before the ending of a file's name; else one row a trial. */
function tableIn(path: string, ledger: Ledger): Table {
  const tables = tablesOf(ledger)
  const [, asked] = /\.([a-z]+)\.[a-z]+$/.exec(basename(path)) ?? []
  return tables.find(({ name }) => name === asked) ?? tables.at(-1)!
}
