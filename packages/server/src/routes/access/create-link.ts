import { z } from "zod"
import { fault } from "@diapason/core"
import { route } from "../../route.ts"
import { studyParams } from "../../schemas/shared.ts"
import { answered, label, month, token, ttl } from "./token-fields.ts"

/** A link by which anybody may look at one study for a while, and do nothing else. */
export const createLink = route({
  key: "POST /v1/studies/:study/links",
  does: "Makes a link by which whoever has it may look at this study, for `ttl` milliseconds (30 days). `path` is shown in this answer only.",
  needs: "owner",
  params: studyParams,
  body: z.strictObject({ label: label.optional(), ttl: ttl.optional() }),
  answer: z.strictObject({ ...token.shape, path: z.string() }),
  handle({ access: { tokens } }, { params: { study }, body: { label = "", ttl: time = month }, who }) {
    if (study.endsWith("*")) throw fault("D410", { where: "the address study", detail: "a link is for one study, and * stands for many" })
    const made = tokens.create({ kind: "link", label, role: "viewer", studies: [study], by: who.name, ttl: time })
    return { ...answered(made.token), path: `/s/${encodeURIComponent(study)}#key=${made.text}` }
  },
})
