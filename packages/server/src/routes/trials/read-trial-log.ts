import { open } from "node:fs/promises"
import { join, resolve } from "node:path"
import { z } from "zod"
import { fault, folderName } from "@diapason/core"
import { route } from "../../route.ts"
import { trialNamed } from "../../studies/trial-named.ts"
import { position, trialParams } from "../../schemas/shared.ts"

/** What one attempt printed. */
export const readTrialLog = route({
  key: "GET /v1/studies/:study/trials/:trial/log",
  does: "What an attempt printed (text/plain), from byte `after` on, or its end; x-diapason-next is the `after` of what comes next.",
  needs: "viewer",
  params: trialParams,
  query: z.object({
    /** The newest where it is left out. */
    attempt: z.coerce.number().int().min(1).max(1e9).optional(),
    after: position.optional(),
    /** Bytes. */
    limit: z.coerce.number().int().min(1).max(1_048_576).default(65_536),
  }),
  answer: "stream",
  async handle({ studies, dir }, { params: { study, trial }, query: { attempt: asked, after, limit }, reply }) {
    const { trial: known } = await trialNamed({ studies }, study, trial)
    const attempt = asked ?? Math.max(1, known.attempts)
    const file = await open(join(resolve(dir, folderName(study)), "logs", `${trial}.${attempt}.log`)).catch(() => undefined)
    if (file === undefined) throw fault("D433", { study, trial, attempt })
    try {
      const { size } = await file.stat()
      const from = Math.min(after ?? Math.max(0, size - limit), size)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(limit, size - from)), 0, Math.min(limit, size - from), from)
      reply
        .header("x-diapason-from", from)
        .header("x-diapason-next", from + bytesRead)
        .header("x-diapason-size", size)
      // Whatever a trial prints is text and nothing else: no browser may take it for a page.
      reply.header("x-content-type-options", "nosniff").header("cache-control", "no-store")
      await reply.type("text/plain; charset=utf-8").send(buffer.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  },
})
