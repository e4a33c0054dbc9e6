import { z } from "zod"
import { config, trialNumber } from "@diapason/server/schemas"

const wish = { study: z.string(), why: z.string(), by: z.string() }
const trials = z.array(trialNumber)

/** What the verbs print that change a study from another terminal. */
export const pause = z.strictObject({ schema: z.literal("diapason.pause/1"), ...wish, paused: z.literal(true), running: trials })
export const resume = z.strictObject({ schema: z.literal("diapason.resume/1"), ...wish, paused: z.literal(false), runners: z.int() })
/** `running`: what runs to its end, or was ended with `now` or by `--trial`. */
export const stop = z.strictObject({ schema: z.literal("diapason.stop/1"), ...wish, now: z.boolean(), running: trials })
export const prune = z.strictObject({ schema: z.literal("diapason.prune/1"), ...wish, trials })
export const retry = z.strictObject({ schema: z.literal("diapason.retry/1"), ...wish, trials })
export const exclude = z.strictObject({ schema: z.literal("diapason.exclude/1"), ...wish, trials })
export const include = z.strictObject({ schema: z.literal("diapason.include/1"), ...wish, trials })

export const enqueue = z.strictObject({
  schema: z.literal("diapason.enqueue/1"),
  study: z.string(),
  enqueued: z.array(z.strictObject({ config, from: z.string() })),
  leftOut: z.array(z.strictObject({ from: z.string(), why: z.string() })),
  /** How many wait to be tried by now. */
  waiting: z.int(),
})
