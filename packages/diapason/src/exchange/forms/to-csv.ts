import { fieldNames } from "../../cli/study/trial-fields.ts"
import { trialsCsv } from "../../cli/text/csv.ts"
import { writeLines } from "../write-lines.ts"
import type { ExportForm } from "./export-form.ts"

/** Trials as comma-separated values, a column for each of their fields. */
export const toCsv: ExportForm["write"] = async (path, source) => {
  const ledger = await source.ledger()
  await writeLines(path, trialsCsv(ledger, ledger.trials, fieldNames(ledger)))
  return { says: `${ledger.trials.length} trials` }
}
