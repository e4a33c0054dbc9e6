import { z } from "zod"
import type { Identity } from "../../access/identity.ts"
import type { Named } from "../../conducted/current-attempt.ts"

/** The attempt that speaks; the newest one where it is left out. The token of an attempt speaks of that attempt alone. */
export const attempt = z.int().min(1).optional()

export const metricStep = z.number().min(0)

/** Which attempt a request speaks of. */
export const namedIn = (trial: number, said: number | undefined, who: Identity): Named => ({ trial, attempt: who.attempt?.attempt ?? said })

/** The answer to what asks for none. */
export const taken = z.strictObject({ ok: z.literal(true) })
