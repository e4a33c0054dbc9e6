import { z } from "zod"
import { markEvents } from "@diapason/core"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, trialParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"
import { trialNamed } from "../../studies/trial-named.ts"

/** Shows a trial again that was hidden. */
export const include = route({
  key: "POST /v1/trials/:study/:trial:include",
  does: "Shows a trial again that was hidden.",
  needs: "owner",
  params: trialParams,
  body: z.strictObject({ why }),
  answer: applied,
  async handle(context, { params: { study, trial: number }, body, who }) {
    const { trial } = await trialNamed(context, study, number)
    const events = markEvents("trial.included", [trial], wishBy(who, body.why))
    return changeStudy(context, { study, events, who, why: body.why })
  },
})
