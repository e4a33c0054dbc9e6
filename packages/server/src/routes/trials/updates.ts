import { z } from "zod"
import { currentAttempt } from "../../conducted/current-attempt.ts"
import { route } from "../../route.ts"
import { trialParams } from "../../schemas/shared.ts"
import { attempt, metricStep, namedIn, taken } from "./spoken.ts"

const rev = z.int().min(1)

/** The answer to an update: the trial runs with its values. */
export const applied = route({
  key: "POST /v1/trials/:study/:trial:applied",
  does: "Says that the trial runs with the values of update `rev`, from this step on.",
  needs: "attempt",
  params: trialParams,
  body: z.object({ rev, step: metricStep.optional(), attempt }),
  answer: taken,
  handle: ({ conducted }, { params, body, who }) =>
    conducted.with(params.study, (study) =>
      study.inOrder(params.trial, async () => {
        currentAttempt(study, namedIn(params.trial, body.attempt, who))
        await study.session.applied(params.trial, body.rev, body.step)
        return { ok: true as const }
      }),
    ),
})

/** The other answer to an update. */
export const refused = route({
  key: "POST /v1/trials/:study/:trial:refused",
  does: "Says that the trial does not take the values of update `rev`, and why.",
  needs: "attempt",
  params: trialParams,
  body: z.object({ rev, why: z.string().max(1000).default("the script refused it"), attempt }),
  answer: taken,
  handle: ({ conducted }, { params, body, who }) =>
    conducted.with(params.study, (study) =>
      study.inOrder(params.trial, async () => {
        currentAttempt(study, namedIn(params.trial, body.attempt, who))
        await study.session.refused(params.trial, body.rev, body.why)
        return { ok: true as const }
      }),
    ),
})
