import { mayCall } from "../../access/identity.ts"
import { route } from "../../route.ts"

/**
 * Server-sent events: at first where each study of the store stands, then twice a second at most those that have changed: a list of
 * `{ study, position, at, counts }`, the last where the study is being looked at.
 */
export const followStudies = route({
  key: "GET /v1/events",
  does: "A stream of the studies that change (text/event-stream).",
  needs: "viewer",
  answer: "stream",
  async handle({ changes, streams }, { who, reply }) {
    const stream = streams.open(reply, who)
    const stop = changes.listen((moved) => {
      const seen = moved.filter(({ study }) => mayCall(who, "viewer", { study }))
      if (seen.length > 0) stream.send(JSON.stringify(seen))
    })
    await new Promise<void>((resolve) => stream.signal.addEventListener("abort", () => resolve(), { once: true }))
    stop()
  },
})
