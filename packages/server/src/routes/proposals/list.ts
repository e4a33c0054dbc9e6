import { z } from "zod"
import { pendingChanges } from "../../access/pending.ts"
import { route } from "../../route.ts"
import { studyParams } from "../../schemas/shared.ts"

/** What somebody wants changed and somebody else has to agree to. */
export const listProposals = route({
  key: "GET /v1/studies/:study/proposals",
  does: "The changes that wait for approval, oldest first.",
  needs: "viewer",
  params: studyParams,
  answer: z.strictObject({
    proposals: z.array(
      z.strictObject({
        id: z.string(),
        at: z.number(),
        by: z.string(),
        why: z.string(),
        events: z.array(z.looseObject({ kind: z.string() })),
      }),
    ),
  }),
  async handle(context, { params: { study } }) {
    const { proposals } = await pendingChanges(context, study)
    return {
      proposals: proposals.map(({ id, at, by, why, events }) => ({ id, at, by, why, events: events.map((event) => ({ ...event })) })),
    }
  },
})
