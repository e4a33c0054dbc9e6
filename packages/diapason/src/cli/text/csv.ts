import { leafNames, leavesToday, type Json, type Ledger, type Trial } from "@diapason/core"
import { trialView } from "@diapason/views"
import { knownField } from "../study/chosen-trials.ts"
import { fieldNames, fieldsOf } from "../study/trial-fields.ts"
import { valueText } from "./number.ts"

/** Trials as comma-separated values with a head, with all digits: the objectives and parameters, or the columns that are asked for. */
export function trialsCsv(ledger: Ledger, shown: readonly Trial[], columns?: readonly string[]): readonly string[] {
  if (columns === undefined) return csvLines(usual(ledger, shown))
  const known = fieldNames(ledger)
  const names = columns.map((name) => knownField("--columns", name, known))
  const rows = shown.map((trial) => {
    const fields = fieldsOf(ledger, trial)
    return names.map((name) => exact(fields[name]))
  })
  return csvLines([names, ...rows])
}

function usual(ledger: Ledger, shown: readonly Trial[]): readonly (readonly string[])[] {
  const metrics = ledger.definition.objectives.map(({ metric }) => metric)
  const names = leafNames(ledger.space)
  const rows = shown.map((trial) => {
    const view = trialView(trial)
    const values = new Map(leavesToday(ledger, trial).map(({ path, value }) => [path, value]))
    const config = names.map(({ path }) => exact(values.get(path)))
    return [String(trial.number), trial.state, String(view.steps), ...metrics.map((m) => String(view.values[m] ?? "")), ...config]
  })
  return [["trial", "state", "steps", ...metrics, ...names.map(({ path }) => path)], ...rows]
}

/** Rows as lines; what holds a comma, a quote or a line end is quoted. */
const csvLines = (rows: readonly (readonly string[])[]): readonly string[] => rows.map((cells) => cells.map(cell).join(","))

const exact = (value: Json | undefined): string => (typeof value === "number" ? String(value) : valueText(value))

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
