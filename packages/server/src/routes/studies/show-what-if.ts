import { z } from "zod"
import { answered } from "../../analysis/answered.ts"
import { route } from "../../route.ts"
import { position, studyParams } from "../../schemas/shared.ts"
import { whatIf } from "../../schemas/what-if.ts"

/** The study played under other schedulers, worked out apart from what answers. */
export const showWhatIf = route({
  key: "GET /v1/studies/:study/what-if",
  does: "What other schedulers would have stopped and saved, and what cannot be known: what `diapason replay --what-if scheduler=… --json` prints.",
  needs: "viewer",
  perMinute: 120,
  params: studyParams,
  query: z.object({
    /** As the command line reads it: `asha,median`, or JSON with settings. */
    scheduler: z.string().min(1).max(1000),
    at: position.optional(),
  }),
  answer: whatIf,
  async handle(context, { params: { study }, query: { scheduler, at }, reply }) {
    return (await answered(context, { study, at, question: { kind: "what-if", scheduler }, reply })) as z.infer<typeof whatIf>
  },
})
