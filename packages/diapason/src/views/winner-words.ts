import { moreTrials, winner, type CannotTell, type MoreTrials } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"

/** Who won, what to do about it, and what more trials would gain. */
interface WinnerWords {
  readonly more: MoreTrials | CannotTell
  /** In sentences. */
  readonly says: readonly string[]
}

/** What `best --estimate` says of a study, on whatever place it is said. */
export function winnerWords(ledger: Ledger): WinnerWords {
  const { sentence, advice } = winner(ledger)
  const more = moreTrials(ledger)
  return { more, says: [sentence, advice, "lacks" in more ? `What more trials would gain cannot be told: ${more.lacks}.` : more.sentence] }
}
