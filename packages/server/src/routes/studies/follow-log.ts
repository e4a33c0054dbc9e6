import { z } from "zod"
import { createAbort } from "@diapason/core"
import { route } from "../../route.ts"
import { studyParams } from "../../schemas/shared.ts"

/**
 * Server-sent events: each message is a batch of events after `after` (or the header Last-Event-ID), its id the position of the last of
 * them, so that a client that was cut off goes on where it was.
 */
export const followLog = route({
  key: "GET /v1/studies/:study/events",
  does: "A stream of the events after a position, as they come (text/event-stream; resumed by Last-Event-ID).",
  needs: "viewer",
  params: studyParams,
  query: z.object({ after: z.coerce.number().int().min(0).optional() }),
  answer: "stream",
  async handle({ store, studies }, { params: { study }, query, reply }) {
    await studies.open(study)
    const last = Number(reply.request.headers["last-event-id"])
    const after = Number.isSafeInteger(last) ? last : (query.after ?? 0)
    const { raw } = reply.hijack()
    raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" })
    raw.write(": here\n\n")
    const gone = createAbort()
    raw.on("close", () => gone.abort())
    for await (const batch of store.watch(study, after, gone.signal)) {
      raw.write(`id: ${batch.at(-1)!.seq}\ndata: ${JSON.stringify(batch)}\n\n`)
    }
    raw.end()
  },
})
