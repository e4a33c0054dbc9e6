import { z } from "zod"
import { currentAttempt } from "../../conducted/current-attempt.ts"
import { route } from "../../route.ts"
import { trialParams } from "../../schemas/shared.ts"
import { attempt, metricStep, namedIn, taken } from "./spoken.ts"

/** A saved state, which stays where the worker keeps it. */
export const checkpoint = route({
  key: "POST /v1/trials/:study/:trial/checkpoints",
  does: "Says that the state after a step is saved; `path` is given back to whoever goes on from there, and means what the workers mean by it.",
  needs: "attempt",
  params: trialParams,
  body: z.object({ step: metricStep, path: z.string().min(1).max(4096), bytes: z.int().min(0).optional(), attempt }),
  answer: taken,
  handle: ({ conducted }, { params, body, who }) =>
    conducted.with(params.study, (study) =>
      study.inOrder(params.trial, async () => {
        conducted.checkPlace(params.study, params.trial, body.path)
        currentAttempt(study, namedIn(params.trial, body.attempt, who))
        await study.session.checkpoint(params.trial, body.step, body.path, body.bytes)
        return { ok: true as const }
      }),
    ),
})
