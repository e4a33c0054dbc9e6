import { z } from "zod"
import { outsideView, revisionView, trialView } from "@diapason/views"
import type { Trial } from "@diapason/core"
import { route } from "../../route.ts"
import { amount, limit, studyParams, trial, state as trialState } from "../../schemas/shared.ts"

/** The trials of a study in the order of their numbers, a page at a time. */
export const listTrials = route({
  key: "GET /v1/studies/:study/trials",
  does: "Trials in number order; `next` is the `after` of the next page.",
  needs: "viewer",
  params: studyParams,
  query: z.object({ after: z.coerce.number().int().min(-1).max(1e12).default(-1), limit: limit(1000, 200), state: trialState.optional() }),
  answer: z.strictObject({ study: z.string(), position: z.int(), total: amount, trials: z.array(trial), next: z.int().optional() }),
  async handle({ studies }, { params: { study }, query: { after, limit: most, state } }) {
    const { ledger } = await studies.soon(study)
    const found: Trial[] = []
    let at = after + 1
    for (; at < ledger.trials.length && found.length < most; at++)
      if (state === undefined || ledger.trials[at]!.state === state) found.push(ledger.trials[at]!)
    return {
      study,
      position: ledger.seq,
      total: ledger.trials.length,
      trials: found.map((one) => ({ ...trialView(one), ...revisionView(ledger, one), ...outsideView(ledger, one) })),
      ...(at < ledger.trials.length && { next: at - 1 }),
    }
  },
})
