import { z } from "zod"
import { streamLog } from "../../live/stream-log.ts"
import { route } from "../../route.ts"
import { studyParams } from "../../schemas/shared.ts"

/**
 * Server-sent events: each message is a batch of events after `after` (or the header Last-Event-ID), its id the position of the last of
 * them, so that a client that was cut off goes on where it was. When the server ends it says `bye`.
 */
export const followLog = route({
  key: "GET /v1/studies/:study/events",
  does: "A stream of the events after a position, as they come (text/event-stream; resumed by Last-Event-ID).",
  needs: "viewer",
  params: studyParams,
  query: z.object({ after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional() }),
  answer: "stream",
  async handle({ store, studies, clock, streams }, { params: { study }, query, who, reply }) {
    const followed = await studies.glance(study)
    const last = reply.request.headers["last-event-id"]
    const after = typeof last === "string" && /^\d{1,15}$/.test(last) ? Number(last) : (query.after ?? 0)
    await streamLog({ stream: streams.open(reply, who), store, clock, followed, after })
  },
})
