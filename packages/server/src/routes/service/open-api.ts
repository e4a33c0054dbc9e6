import { z } from "zod"
import { route } from "../../route.ts"

/** The description of the API, made from the schemas that check it. */
export const openApi = route({
  key: "GET /v1/openapi.json",
  does: "This description.",
  needs: "anybody",
  answer: z.looseObject({ openapi: z.string() }),
  handle: ({ description }) => ({ ...description }),
})
