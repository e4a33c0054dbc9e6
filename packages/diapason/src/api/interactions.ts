import { evidenceOf, interactions as interactionsOf, type Interactions, type NoInteractions } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"

/**
 * Which parameters of a study act together, so that their best values cannot be chosen one by one: pairs, strongest first, each with an
 * interval and what chance shows; and how the best learning rate moves with the batch size. For notebooks and for checks after a study:
 * `study` is an open study or what `optimize` returned. `metric` is by default the first objective. Some seconds for a thousand trials; what
 * is lacking stands in `lacks`, with no exception.
 */
export const interactions = (study: { readonly ledger: Ledger }, metric?: string): Interactions | NoInteractions =>
  interactionsOf(evidenceOf(study.ledger, ...(metric === undefined ? [] : [{ metric }])))
