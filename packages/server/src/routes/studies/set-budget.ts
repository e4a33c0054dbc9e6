import { z } from "zod"
import type { Budget, Json } from "@diapason/core"
import { route } from "../../route.ts"
import { applied, budget, studyParams, why } from "../../schemas/shared.ts"
import { changeSettings } from "../../studies/change-settings.ts"

/** What the study may spend from now on; a study that had ended goes on with it. */
export const setBudget = route({
  key: "POST /v1/studies/:study/budget",
  does: "Sets what the study may spend in all; `expects` is the position of the settings that the caller saw (409 when it is older).",
  needs: "owner",
  params: studyParams,
  body: z.strictObject({ budget, expects: z.int().min(1), why }),
  answer: applied,
  async handle(context, { params: { study }, body, who }) {
    const wanted = Object.fromEntries(Object.entries(body.budget).filter(([, value]) => value !== undefined)) as Budget
    return changeSettings(context, {
      study,
      what: "budget",
      event: (wish) => ({ kind: "study.extended", budget: wanted, ...wish }),
      present: (chronicle): Json => chronicle.budget,
      expects: body.expects,
      who,
      why: body.why,
    })
  },
})
