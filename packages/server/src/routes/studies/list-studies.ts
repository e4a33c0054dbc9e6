import { z } from "zod"
import { bestView, countsOf } from "@diapason/views"
import { mayCall } from "../../access/identity.ts"
import { route } from "../../route.ts"
import { bestTrial, counts, objective } from "../../schemas/shared.ts"

/** All studies of the store that the caller may see. */
export const listStudies = route({
  key: "GET /v1/studies",
  does: "The studies, in the order of their creation.",
  needs: "viewer",
  answer: z.strictObject({
    studies: z.array(
      z.strictObject({
        study: z.string(),
        position: z.int(),
        at: z.number(),
        counts,
        objectives: z.array(objective),
        best: z.array(bestTrial),
      }),
    ),
  }),
  async handle({ store, studies }, { who }) {
    const found = []
    for await (const { study, seq, at } of store.studies()) {
      if (!mayCall(who, "viewer", { study })) continue
      const { ledger } = await studies.open(study)
      found.push({ study, position: seq, at, counts: countsOf(ledger), objectives: ledger.definition.objectives, best: bestView(ledger) })
    }
    return { studies: found }
  },
})
