import { writeParquet } from "../parquet.ts"
import type { ExportForm } from "./export-form.ts"

/** Trials as one Parquet table, a column for each of their fields. */
export const toParquet: ExportForm["write"] = async (path, source) => {
  const ledger = await source.ledger()
  writeParquet(path, ledger, ledger.trials)
  return { says: `${ledger.trials.length} trials` }
}
