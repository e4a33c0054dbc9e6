import { z } from "zod"
import { trialNumber } from "./shared.ts"

const share = z.number().min(0).max(1)
const bounds = { share, low: share, high: share }
const step = z.strictObject({
  name: z.string(),
  from: z.json(),
  to: z.json(),
  along: z.array(z.string()),
  believed: z.number(),
  gain: z.number(),
  low: z.number(),
  high: z.number(),
  worthVerifying: z.boolean(),
})

const scaling = z.strictObject({
  moves: z.string(),
  along: z.string(),
  exponent: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  verdict: z.enum(["found", "wide", "pressed", "lacking"]),
  sentence: z.string().min(1),
})

const ofTrials = {
  trials: z.int().min(0),
  summary: z.string().min(1),
  parameters: z.array(z.strictObject({ name: z.string(), ...bounds, givenActive: share.optional() })),
  pairs: z.array(z.strictObject({ first: z.string(), second: z.string(), ...bounds })),
  /** How the best learning rate moves with the batch size: as its power. */
  scaling: z.array(scaling).min(1).optional(),
  rest: share.optional(),
  model: z.strictObject({ kind: z.enum(["process", "forest"]), fit: z.number().max(1) }).optional(),
  best: z.strictObject({ trial: trialNumber, base: z.number(), believed: z.number(), parts: z.record(z.string(), z.number()) }).optional(),
  /** In losses: less is better, whatever the direction of the metric. */
  path: z.strictObject({ from: z.string(), start: z.number(), end: z.number(), steps: z.array(step).min(1) }).optional(),
  around: trialNumber.optional(),
  warnings: z.array(z.string()),
  leftOut: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  /** Why there are no shares, and how many more usable trials would mend it. */
  lacks: z.strictObject({ why: z.string(), more: z.int().positive().optional() }).optional(),
}

/** What mattered in a study, as `diapason importance --json` prints it; which methods there are is for who works it out to say. */
export const importance = z.strictObject({
  schema: z.literal("diapason.importance/1"),
  study: z.string(),
  method: z.string(),
  target: z.string(),
  ...ofTrials,
  branches: z.array(z.strictObject({ branch: z.string(), ...ofTrials })).optional(),
})
