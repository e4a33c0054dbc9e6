import { bundleLines } from "../bundle.ts"
import { writeLines } from "../write-lines.ts"
import type { ExportForm } from "./export-form.ts"

/** The whole log, to be imported elsewhere bit for bit. */
export const toLog: ExportForm["write"] = async (path, { store, study }) => {
  await writeLines(path, bundleLines(store, study))
  let events = 0
  for await (const header of store.studies()) if (header.study === study) events = header.seq
  return { says: `the log of ${study}, up to position ${events}` }
}
