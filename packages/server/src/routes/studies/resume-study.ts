import { z } from "zod"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, studyParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"

/** Takes back a pause, and a stop that has not come to its end. */
export const resumeStudy = route({
  key: "POST /v1/studies/:study/resume",
  does: "Takes back a pause, and a stop that has not come to its end.",
  needs: "runner",
  params: studyParams,
  body: z.strictObject({ why }),
  answer: applied,
  handle: async (context, { params: { study }, body, who }) => {
    const events = [{ kind: "study.resumed" as const, ...wishBy(who, body.why) }]
    return changeStudy(context, { study, events, who, why: body.why })
  },
})
