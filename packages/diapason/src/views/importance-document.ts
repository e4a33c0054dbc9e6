import { importanceOf, type ImportanceAnswer, type ImportanceAsked } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"

/** What mattered in a study as `importance --json` prints it and a server answers it. Throws D164, D168, D169 as `importanceOf` does. */
export const importanceDocument = (
  ledger: Ledger,
  asked: ImportanceAsked,
): ImportanceAnswer & { readonly schema: string; readonly study: string } => ({
  schema: "diapason.importance/1",
  study: ledger.definition.name,
  ...importanceOf(ledger, asked),
})
