import { z } from "zod"
import { bestTrial, config, trialNumber, values } from "./shared.ts"

/** A gain over a baseline: the difference of the first objective, and its share of the baseline's size. */
export const against = z.strictObject({
  label: z.string(),
  trial: trialNumber,
  difference: z.number(),
  share: z.number().optional(),
  better: z.boolean(),
})

const interval = z.tuple([z.number(), z.number()])

/** What the recommended trial is likely to come to beside the best value seen; intervals are those of 90 %. Absent where luck plays no part. */
export const estimate = z.strictObject({
  trial: trialNumber,
  metric: z.string(),
  raw: z.strictObject({ trial: trialNumber, value: z.number() }),
  value: z.number(),
  interval,
  /** By how much the best of so many equally good trials is too good on average. */
  optimism: z.number(),
  /** The trials that may be the best as well, the recommended one first. */
  alike: z.array(trialNumber),
  /** By runs after the search alone; `aside`: by such as did not help to choose it. */
  fresh: z.strictObject({ value: z.number(), interval, runs: z.int(), aside: z.boolean() }).optional(),
  sentence: z.string(),
  advice: z.string(),
})

/** What `diapason best --json` prints, and a server answers with all that `--estimate` adds. */
export const best = z.strictObject({
  schema: z.literal("diapason.best/1"),
  study: z.string(),
  best: z.array(bestTrial),
  /** The best beside the best baseline, for one objective. */
  against: against.optional(),
  recommended: z.strictObject({ trial: trialNumber, config, estimate: values }).optional(),
  estimate: estimate.optional(),
  /** With `--estimate`: the chance that more trials gain more than `gain`, or why that cannot be told. */
  more: z
    .union([
      z.strictObject({ trials: z.int(), gain: z.number(), chance: z.number(), sentence: z.string() }),
      z.strictObject({ lacks: z.string() }),
    ])
    .optional(),
  /** With `--estimate`: who won, what to do about it, and what more trials would gain, in sentences. */
  says: z.array(z.string().min(1)).optional(),
})
