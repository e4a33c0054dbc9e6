import { z } from "zod"
import { fault, type EventStore, type StudyEvent } from "@diapason/core"
import { route } from "../../route.ts"
import { position, studyParams } from "../../schemas/shared.ts"

/** The log as it was written. A page that holds a study whole folds it. */
export const readLog = route({
  key: "GET /v1/studies/:study/log",
  does: "Events after a position, in order.",
  needs: "viewer",
  params: studyParams,
  query: z.object({ after: position.default(0), limit: z.coerce.number().int().min(1).max(20_000).default(5000) }),
  answer: z.strictObject({ events: z.array(z.looseObject({ seq: z.int() })), more: z.boolean() }),
  async handle({ store }, { params: { study }, query: { after, limit } }) {
    await mustBeThere(store, study)
    const events: StudyEvent[] = []
    for await (const batch of store.read(study, after)) {
      events.push(...batch)
      if (events.length > limit) break
    }
    return { events: events.slice(0, limit) as readonly object[] as { seq: number }[], more: events.length > limit }
  },
})

/** Throws D303. */
async function mustBeThere(store: EventStore, wanted: string): Promise<void> {
  const known: string[] = []
  for await (const { study } of store.studies()) {
    if (study === wanted) return
    known.push(study)
  }
  throw fault("D303", { study: wanted, known })
}
