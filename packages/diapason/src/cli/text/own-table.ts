import type { Ledger, Trial } from "@diapason/core"
import { knownField } from "../study/chosen-trials.ts"
import { fieldNames, fieldsOf } from "../study/trial-fields.ts"
import { valueText } from "./number.ts"
import { table } from "./table.ts"

/** A table of the columns that are asked for, by their names. Throws D140. */
export function ownTable(ledger: Ledger, shown: readonly Trial[], columns: readonly string[], width: number): readonly string[] {
  const known = fieldNames(ledger)
  const names = columns.map((name) => knownField("--columns", name, known))
  const rows = shown.map((trial) => {
    const fields = fieldsOf(ledger, trial)
    return names.map((name) => valueText(fields[name]))
  })
  const numeric = (i: number): boolean => rows.some((row) => /^-?[\d.]/.test(row[i] ?? ""))
  return table(
    names.map((title, i) => ({ title, right: numeric(i) })),
    rows,
    width,
  )
}
