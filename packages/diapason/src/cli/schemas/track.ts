import { z } from "zod"

/** What `diapason track --json` prints: how each tracker and each notification stands; positions are those of the study's log. */
export const track = z.strictObject({
  schema: z.literal("diapason.track/1"),
  study: z.string(),
  trackers: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      position: z.int().min(0),
      pending: z.int().min(0),
      trouble: z.string().optional(),
      elsewhere: z.literal(true).optional(),
    }),
  ),
})
