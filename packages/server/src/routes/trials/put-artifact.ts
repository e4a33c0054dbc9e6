import { join } from "node:path"
import { Readable } from "node:stream"
import { z } from "zod"
import { artifactName } from "../../artifacts/artifact-name.ts"
import { keepUpload } from "../../artifacts/keep-upload.ts"
import { currentAttempt } from "../../conducted/current-attempt.ts"
import { route } from "../../route.ts"
import { trialParams } from "../../schemas/shared.ts"
import { namedIn } from "./spoken.ts"

/** The trial and the artifact that an address names. */
export const artifactParams = trialParams.extend({ name: z.string().max(1000) })

/** A file of a trial, streamed: it is never held in memory. */
export const putArtifact = route({
  key: "PUT /v1/trials/:study/:trial/artifacts/:name",
  does: "Keeps the body as an artifact of the trial; the same name again takes the place of the one before.",
  needs: "attempt",
  params: artifactParams,
  query: z.object({ attempt: z.coerce.number().int().min(1).optional() }),
  takes: "stream",
  answer: z.strictObject({ ok: z.literal(true), bytes: z.int().min(0) }),
  handle: ({ conducted }, { params, query, who, reply }) =>
    conducted.with(params.study, async (study) => {
      const name = artifactName(params.name)
      const named = namedIn(params.trial, query.attempt, who)
      currentAttempt(study, named)
      const folder = join(conducted.trialFolder(params.study, params.trial), "artifacts")
      const { request } = reply
      const { "content-type": media, "content-length": length } = request.headers
      const body = (request.body as Readable | undefined) ?? Readable.from([])
      const upload = { folder, name, body, limit: conducted.artifactLimit, length: numberOf(length) }
      const { path, bytes } = await keepUpload(upload).catch((error: unknown) => {
        // The rest of it is not worth reading.
        void reply.header("connection", "close")
        throw error
      })
      // It may have taken longer than the lease.
      currentAttempt(study, named)
      await study.session.artifact(params.trial, name, path, media?.slice(0, 200))
      return { ok: true as const, bytes }
    }),
})

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))
