import { z } from "zod"
import { route } from "../../route.ts"
import { applied, json, studyParams, why } from "../../schemas/shared.ts"
import { changeSettings } from "../../studies/change-settings.ts"

/** A note beside the study: a description in Markdown, tags. */
export const setNote = route({
  key: "POST /v1/studies/:study/notes",
  does: "Sets a note of the study, null takes it away; `expects` is the position of the settings that the caller saw (409 when it is older).",
  needs: "owner",
  params: studyParams,
  body: z.strictObject({ key: z.string().min(1).max(200), value: json, expects: z.int().min(1), why }),
  answer: applied,
  handle: async (context, { params: { study }, body: { key, value, expects, why: reason }, who }) =>
    changeSettings(context, {
      study,
      what: "notes",
      event: (wish) => ({ kind: "note.set", key, value, ...wish }),
      present: ({ notes }) => ({ ...notes }),
      expects,
      who,
      why: reason,
    }),
})
