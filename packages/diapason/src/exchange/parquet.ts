import { parquetWriteFile } from "hyparquet-writer"
import type { Json, Ledger, Trial } from "@diapason/core"
import { fieldNames, fieldsOf } from "../cli/study/trial-fields.ts"

/**
 * Writes trials as one Parquet table, a column for each of their fields: numbers as doubles (whole ones of trials, steps and attempts as
 * 32-bit integers), truth values as such, everything else as text. A value that a trial does not have is null.
 */
export function writeParquet(filename: string, ledger: Ledger, trials: readonly Trial[]): void {
  const rows = trials.map((trial) => fieldsOf(ledger, trial))
  const columnData = fieldNames(ledger).map((name) => {
    const values = rows.map((row) => row[name])
    const type = typeOf(name, values)
    return { name, data: values.map((value) => cellOf(value, type)), type, nullable: true }
  })
  parquetWriteFile({ filename, columnData })
}

type ColumnType = "INT32" | "DOUBLE" | "BOOLEAN" | "STRING"

function typeOf(name: string, values: readonly (Json | undefined)[]): ColumnType {
  const known = values.filter((value) => value !== undefined && value !== null)
  if (["trial", "steps", "attempts"].includes(name)) return "INT32"
  if (known.length > 0 && known.every((value) => typeof value === "number")) return "DOUBLE"
  if (known.length > 0 && known.every((value) => typeof value === "boolean")) return "BOOLEAN"
  return "STRING"
}

function cellOf(value: Json | undefined, type: ColumnType): number | boolean | string | null {
  if (value === undefined || value === null) return null
  if (type === "STRING") return typeof value === "string" ? value : JSON.stringify(value)
  return value as number | boolean
}
