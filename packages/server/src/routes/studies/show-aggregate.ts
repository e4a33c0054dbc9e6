import { z } from "zod"
import { route } from "../../route.ts"
import { position, studyParams } from "../../schemas/shared.ts"

/** A study as a page begins with it. */
export const showAggregate = route({
  key: "GET /v1/studies/:study/aggregate",
  does: "The study as a board in bytes (decodeBoard of @diapason/views), now or at an earlier position; x-diapason-position says which.",
  needs: "viewer",
  params: studyParams,
  query: z.object({ at: position.optional() }),
  answer: "stream",
  async handle({ studies, boards }, { params: { study }, query: { at }, reply }) {
    const followed = await studies.soon(study)
    const past = at !== undefined && at < followed.ledger.seq
    const board = past ? await boards.at(study, Math.max(1, at)) : await boards.now(followed)
    const { headers, ip } = reply.request
    const accepted = headers["accept-encoding"]
    // To this machine the bytes take less time than to make them fewer.
    const { bytes, encoding } = await board.as(typeof accepted === "string" && !here(ip) ? accepted : "")
    if (encoding !== undefined) reply.header("content-encoding", encoding)
    reply.header("x-diapason-position", board.position).header("vary", "accept-encoding").header("cache-control", "no-store")
    await reply.type("application/octet-stream").send(bytes)
  },
})

const here = (ip: string): boolean => ip === "::1" || ip.startsWith("127.") || ip.startsWith("::ffff:127.")
