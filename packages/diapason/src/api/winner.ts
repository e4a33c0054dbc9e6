import { winner as winnerOf, type Winner } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"

/**
 * Who won a study, honestly: the best value seen beside what its configuration is likely to come to when it is run again, what runs after
 * the search came to, how much of the best value luck alone explains, who may be as good, and what to do next in words. `study` is an open
 * study or what `optimize` returned. Some 200 ms at most for one objective; nothing is thrown.
 */
export const winner = (study: { readonly ledger: Ledger }): Winner => winnerOf(study.ledger)
