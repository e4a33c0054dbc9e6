import { z } from "zod"
import { answered } from "../../analysis/answered.ts"
import { route } from "../../route.ts"
import { best } from "../../schemas/best.ts"
import { position, studyParams } from "../../schemas/shared.ts"

/** The winner, and whether it is one, worked out apart from what answers. */
export const showBest = route({
  key: "GET /v1/studies/:study/best",
  does: "The best, what it is likely to come to when it is run again, and what more trials would gain: what `diapason best --estimate --json` prints.",
  needs: "viewer",
  perMinute: 120,
  params: studyParams,
  query: z.object({ at: position.optional() }),
  answer: best,
  async handle(context, { params: { study }, query: { at }, reply }) {
    return (await answered(context, { study, at, question: { kind: "best" }, reply })) as z.infer<typeof best>
  },
})
