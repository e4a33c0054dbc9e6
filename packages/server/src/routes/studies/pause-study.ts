import { z } from "zod"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, studyParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"

/** Nothing new is handed out until the study is resumed; what runs goes on. */
export const pauseStudy = route({
  key: "POST /v1/studies/:study/pause",
  does: "Nothing new is handed out until the study is resumed; what runs goes on.",
  needs: "runner",
  params: studyParams,
  body: z.strictObject({ why }),
  answer: applied,
  handle: async (context, { params: { study }, body, who }) => {
    const events = [{ kind: "study.paused" as const, ...wishBy(who, body.why) }]
    return changeStudy(context, { study, events, who, why: body.why })
  },
})
