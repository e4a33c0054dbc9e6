import type { Json, Ledger } from "@diapason/core"
import { fieldNames, fieldsOf } from "../../cli/study/trial-fields.ts"
import type { Cell, ColumnKind, Table } from "./table.ts"

/** One row a trial, and a column for each fact, metric and parameter that the study has. */
export function wideTable(ledger: Ledger): Table {
  const fields = fieldNames(ledger)
  const kinds = kindsOf(fields, ledger)
  return {
    name: "wide",
    columns: fields.map((name, i) => ({ name, kind: kinds[i]! })),
    *rows({ trials }) {
      for (const trial of trials) {
        const row = fieldsOf(ledger, trial)
        yield fields.map((name, i) => cellOf(row[name], kinds[i]!))
      }
    },
  }
}

/** Whole numbers of a trial's own facts; else what all its values are. */
function kindsOf(fields: readonly string[], ledger: Ledger): readonly ColumnKind[] {
  const found = new Map<string, Set<string>>(fields.map((name) => [name, new Set()]))
  for (const trial of ledger.trials)
    for (const [name, value] of Object.entries(fieldsOf(ledger, trial)))
      if (value !== undefined && value !== null) found.get(name)?.add(typeof value)
  return fields.map((name) => {
    if (["trial", "steps", "attempts"].includes(name)) return "whole"
    const [kind, another] = found.get(name)!
    return another !== undefined ? "text" : kind === "number" ? "real" : kind === "boolean" ? "truth" : "text"
  })
}

function cellOf(value: Json | undefined, kind: ColumnKind): Cell {
  if (value === undefined || value === null) return null
  if (kind === "text") return typeof value === "string" ? value : JSON.stringify(value)
  return value as number | boolean
}
