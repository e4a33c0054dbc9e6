import type { Ledger } from "@diapason/core"
import { outsideView, revisionView, trialView } from "@diapason/views"
import type { Request } from "./request.ts"

/** A page of the trials of a study in the order of their numbers, as a server lists them; `next` is the `after` of the next page. */
export function trialsView(ledger: Ledger, { after, limit }: Extract<Request, { op: "trials" }>): Readonly<Record<string, unknown>> {
  const end = after + 1 + limit
  const { trials } = ledger
  return {
    trials: trials.slice(after + 1, end).map((one) => ({ ...trialView(one), ...revisionView(ledger, one), ...outsideView(ledger, one) })),
    total: trials.length,
    ...(end < trials.length && { next: end - 1 }),
  }
}
