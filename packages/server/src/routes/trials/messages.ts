import { z } from "zod"
import { converse } from "../../conducted/converse.ts"
import { route } from "../../route.ts"
import { trialParams } from "../../schemas/shared.ts"
import { namedIn } from "./spoken.ts"

const message = z.looseObject({ type: z.string() })

/** The trial protocol, for helpers that speak it on a descriptor otherwise. */
export const messages = route({
  key: "POST /v1/trials/:study/:trial/messages",
  does:
    "Messages of the trial protocol, one or a list, and the answers to them in order. An attempt that another has taken over from is " +
    'answered {"type":"end","stale":true}.',
  needs: "attempt",
  params: trialParams,
  query: z.object({ attempt: z.coerce.number().int().min(1).optional() }),
  body: z.union([message, z.array(message).max(1000)]),
  answer: z.array(message),
  handle: ({ conducted }, { params, query, body, who }) =>
    conducted.with(params.study, async (study) => {
      const check = (path: string): void => conducted.checkPlace(params.study, params.trial, path)
      const said = Array.isArray(body) ? body : [body]
      return (await converse(study, namedIn(params.trial, query.attempt, who), said, check)).map((answer) => ({ ...answer }))
    }),
})
