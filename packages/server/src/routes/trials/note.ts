import { z } from "zod"
import { currentAttempt } from "../../conducted/current-attempt.ts"
import { route } from "../../route.ts"
import { json, trialParams } from "../../schemas/shared.ts"
import { attempt, namedIn, taken } from "./spoken.ts"

/** A free attribute of a trial. */
export const note = route({
  key: "POST /v1/trials/:study/:trial/notes",
  does: "Keeps a value beside the trial, under a key; the newest counts.",
  needs: "attempt",
  params: trialParams,
  body: z.object({ key: z.string().min(1).max(200), value: json, attempt }),
  answer: taken,
  handle: ({ conducted }, { params, body, who }) =>
    conducted.with(params.study, async (study) => {
      currentAttempt(study, namedIn(params.trial, body.attempt, who))
      await study.session.note(params.trial, body.key, body.value)
      return { ok: true as const }
    }),
})
