import { fileWriter, ParquetWriter, schemaFromColumnData, type BasicType } from "hyparquet-writer"
import type { EventStore, Ledger } from "@diapason/core"
import type { Cell, Column, Table } from "./table.ts"

/** Rows that are written together: as many as are in memory at once. */
const groupRows = 50_000

/** Writes a table as a Parquet file, by groups of rows. Returns how many rows there are. */
export async function writeParquet(filename: string, { columns, rows }: Table, ledger: Ledger, store: EventStore): Promise<number> {
  const empty = columns.map((column) => ({ name: column.name, type: typeOf[column.kind], nullable: true, data: [] }))
  const writer = new ParquetWriter({ writer: fileWriter(filename), schema: schemaFromColumnData({ columnData: empty }) })
  let [group, count]: [(readonly Cell[])[], number] = [[], 0]
  const flush = async (): Promise<void> => {
    if (group.length === 0) return
    const columnData = empty.map((column, i) => ({ ...column, data: group.map((row) => cellOf(row[i]!, columns[i]!.kind)) }))
    await writer.write({ columnData, rowGroupSize: groupRows })
    group = []
  }
  for await (const row of rows(ledger, store)) {
    group.push(row)
    count++
    if (group.length === groupRows) await flush()
  }
  await flush()
  await writer.finish()
  return count
}

const typeOf: Readonly<Record<Column["kind"], BasicType>> = {
  whole: "INT32",
  real: "DOUBLE",
  truth: "BOOLEAN",
  text: "STRING",
  json: "STRING",
  moment: "TIMESTAMP",
}

const cellOf = (value: Cell, kind: Column["kind"]): Cell | Date => (kind === "moment" && value !== null ? new Date(Number(value)) : value)
