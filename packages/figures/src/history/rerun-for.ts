import { rerunOf, type NoRerun, type Rerun } from "@diapason/algorithms"
import type { Board } from "@diapason/views"

/** What trials would come to if they were run again: a model is fitted, once for each position of the log. */
export const rerunFor = ({ ledger, whole }: Pick<Board, "ledger" | "whole">): Rerun | NoRerun =>
  whole
    ? rerunOf(ledger)
    : { says: "Of a study as big as this one the ended trials are not here, so nothing is told of running them again." }
