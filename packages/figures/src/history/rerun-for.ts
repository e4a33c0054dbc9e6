import { rerunOf, type NoRerun, type Rerun } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"
import type { Board } from "@diapason/views"

const known = new WeakMap<Ledger, { readonly at: number; readonly told: Rerun | NoRerun }>()

/** What trials would come to if they were run again, asked once for each position of the log: a model is fitted. */
export function rerunFor({ ledger, whole }: Pick<Board, "ledger" | "whole">): Rerun | NoRerun {
  if (!whole) return { says: "Of a study as big as this one the ended trials are not here, so nothing is told of running them again." }
  const found = known.get(ledger)
  if (found?.at === ledger.seq) return found.told
  const told = rerunOf(ledger)
  known.set(ledger, { at: ledger.seq, told })
  return told
}
