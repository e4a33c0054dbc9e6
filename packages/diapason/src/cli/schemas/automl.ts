import { z } from "zod"

const count = z.int().min(0)
const trial = z.strictObject({ trial: count, family: z.string(), weight: z.number() })
const warnings = z.array(z.strictObject({ code: z.string(), what: z.string() }))

/** What `diapason automl --json` prints. */
export const automl = z.strictObject({
  schema: z.literal("diapason.automl/1"),
  study: z.string(),
  outcome: z.string(),
  why: z.string(),
  trials: count,
  data: z.strictObject({ rows: count, columns: count, target: z.string(), task: z.enum(["binary", "multiclass", "regression"]) }),
  metric: z.string(),
  direction: z.enum(["minimize", "maximize"]),
  /** The score of guessing. */
  guessing: z.number(),
  /** By what was seen in the search, which flatters. */
  search: z.strictObject({ ensemble: z.number(), best: z.strictObject({ trial: count, score: z.number() }) }),
  /** On rows that nothing was chosen by; null where none were held back. */
  estimate: z.strictObject({ score: z.number(), low: z.number(), high: z.number(), rows: count, level: z.number() }).nullable(),
  model: z.string(),
  card: z.string(),
  members: z.array(trial),
  leaderboard: z.array(trial.extend({ score: z.number(), sd: z.number(), fit_seconds: z.number(), predict_seconds: z.number() })),
  warnings,
})

/** What `diapason predict --json` prints. */
export const predict = z.strictObject({
  schema: z.literal("diapason.predict/1"),
  rows: count,
  out: z.string(),
  score: z.number().optional(),
  warnings,
})
