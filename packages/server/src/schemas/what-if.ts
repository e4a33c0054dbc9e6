import { z } from "zod"
import { trialNumber } from "./shared.ts"

const spent = z.strictObject({
  steps: z.int(),
  /** Of training, added up over slots; null where it is not known of every trial how long it took. */
  seconds: z.number().nullable(),
})
const count = z.int().min(0)

const answer = {
  scheduler: z.string(),
  recorded: spent,
  played: spent,
  /** Negative where more would have been spent. */
  saved: spent,
  /** Trials that came to their end in the record and would not have. */
  cut: count,
  winner: z.strictObject({ trial: trialNumber, value: z.number() }).optional(),
  /** Null where no trial is complete. */
  winner_lost: z.boolean().nullable(),
  /** The best trial that would have come to its end, and its rank among those of the record. */
  kept: z.strictObject({ trial: trialNumber, value: z.number(), rank: z.int().min(1), of: z.int().min(1) }).optional(),
  /** Trials that would have gone on beyond their records, and the most steps that they could have taken there. */
  unknown: count,
  unknown_steps: count.nullable(),
  note: z.string(),
}

const head = {
  schema: z.literal("diapason.what-if/1"),
  study: z.string(),
  /** The study's own scheduler, and by how many steps a play under it misses the record; null where it cannot be played. */
  own: z.strictObject({ scheduler: z.string(), drift: z.int().nullable() }),
  slots: z.int().min(1),
}

/** What `diapason replay --what-if scheduler=… --json` prints: one answer, or several under `answers`. */
export const whatIf = z.union([
  z.strictObject({ ...head, ...answer }),
  z.strictObject({ ...head, answers: z.array(z.strictObject(answer)).min(2) }),
])
