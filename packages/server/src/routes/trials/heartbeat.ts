import { z } from "zod"
import { currentAttempt, toldToLeave } from "../../conducted/current-attempt.ts"
import { leaseText } from "../../conducted/lease-text.ts"
import { route } from "../../route.ts"
import { trialParams } from "../../schemas/shared.ts"
import { attempt, namedIn } from "./spoken.ts"

/** A sign of life. */
export const heartbeat = route({
  key: "POST /v1/trials/:study/:trial:heartbeat",
  does: "Renews the lease of an attempt, and says whether it is to go on.",
  needs: "attempt",
  params: trialParams,
  body: z.object({ attempt }).optional(),
  answer: z.strictObject({ action: z.enum(["continue", "stop", "pause"]), why: z.string(), lease: z.string() }),
  handle: ({ conducted }, { params, body, who }) =>
    conducted.with(params.study, async (study) => {
      const trial = currentAttempt(study, namedIn(params.trial, body?.attempt, who))
      const lease = leaseText(("handed" in trial ? trial.handed?.lease : undefined) ?? "none")
      return { ...(toldToLeave(trial) ?? { action: "continue" as const, why: "it runs" }), lease }
    }),
})
