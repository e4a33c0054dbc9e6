import { z } from "zod"
import { markEvents } from "@diapason/core"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, trialParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"
import { trialNamed } from "../../studies/trial-named.ts"

/** Hides a trial from sampler, best and plots; nothing is deleted, and include brings it back. */
export const exclude = route({
  key: "POST /v1/trials/:study/:trial:exclude",
  does: "Hides a trial from sampler, best and plots; nothing is deleted, and include brings it back.",
  needs: "owner",
  params: trialParams,
  body: z.strictObject({ why }),
  answer: applied,
  async handle(context, { params: { study, trial: number }, body, who }) {
    const { trial } = await trialNamed(context, study, number)
    const events = markEvents("trial.excluded", [trial], wishBy(who, body.why))
    return changeStudy(context, { study, events, who, why: body.why })
  },
})
