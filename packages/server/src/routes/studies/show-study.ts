import { z } from "zod"
import { statusView } from "@diapason/views"
import { route } from "../../route.ts"
import { statusFields, studyParams } from "../../schemas/shared.ts"

/** One study without its trials. */
export const showStudy = route({
  key: "GET /v1/studies/:study",
  does: "How a study stands: counts, budget, the best.",
  needs: "viewer",
  params: studyParams,
  answer: z.strictObject(statusFields),
  async handle({ studies, clock }, { params }) {
    const { ledger } = await studies.open(params.study)
    return statusView(ledger, clock.now(), new Set())
  },
})
