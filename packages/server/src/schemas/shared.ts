import { z } from "zod"
import { endingKinds, requeuingKinds, type Json } from "@diapason/core"

/** A number of a metric; what is not finite is a word. */
export const wireNumber = z.union([z.number(), z.enum(["nan", "inf", "-inf"])])

/** Any JSON. */
export const json = z.json() as unknown as z.ZodType<Json>

/** Values of metrics by name. */
export const values = z.record(z.string(), wireNumber)

/** A configuration: branches as `{ use, … }`, lists as arrays, inactive parameters absent. */
export const config = z.record(z.string(), json)

export const trialNumber = z.int().min(0)

/** Milliseconds, or another count that never goes below 0. */
export const amount = z.number().min(0)

/** What became of a trial. */
export const state = z.enum(["waiting", "running", "paused", "complete", "pruned", "failed"])

/** A trial of the front. */
export const bestTrial = z.strictObject({ trial: trialNumber, config, values, outside: z.literal(true).optional() })

export const objective = z.strictObject({
  metric: z.string().min(1),
  direction: z.enum(["minimize", "maximize"]),
  target: z.number().optional(),
  reduce: z.string().optional(),
})

/** GPU hours, slot hours or money: the limit in its unit, and what one GPU and one slot cost of that for an hour. */
const cost = z.strictObject({ limit: amount, unit: z.string().min(1).max(40), gpu: amount, slot: amount })

/** The first limit that is reached ends the study; `wall` in milliseconds. */
export const budget = z.strictObject({ trials: z.int().min(0).optional(), wall: amount.optional(), cost: cost.optional() })

/** What was spent of it: `wall` in milliseconds, `cost` in the unit of the budget; absent where that has none. */
export const spent = z.strictObject({ trials: amount, wall: amount, cost: amount.optional() })

/** How many trials are in each state. */
export const counts = z.strictObject({
  waiting: amount,
  running: amount,
  paused: amount,
  complete: amount,
  pruned: amount,
  failed: amount,
})

export const failure = z.strictObject({
  kind: z.enum([...endingKinds, ...requeuingKinds]),
  message: z.string(),
  exit: z.int().optional(),
  signal: z.string().optional(),
  facts: z.record(z.string(), json).optional(),
  code: z
    .string()
    .regex(/^D\d{3}$/)
    .optional(),
})

const update = z.strictObject({
  rev: z.int().min(1),
  step: z.number(),
  config,
  apply: z.enum(["next-step", "next-epoch", "restart"]),
  why: z.string(),
  by: z.string(),
  state: z.enum(["sent", "applied", "refused", "unanswered"]),
  /** For `restart`: the step of the saved state that it goes back to. */
  from: z.number().optional(),
  appliedAt: z.number().optional(),
  refusal: z.string().optional(),
})

/** One trial, as every command shows it. */
export const trial = z.strictObject({
  trial: trialNumber,
  state,
  config,
  values,
  /** The last reported step; 0 when nothing was reported. */
  steps: amount,
  attempts: z.int().min(0),
  why: z.string(),
  by: z.string(),
  label: z.string().optional(),
  failure: failure.optional(),
  decision: z.string().optional(),
  excluded: z.string().optional(),
  updates: z.array(update).optional(),
  revision: z.int().min(1).optional(),
  outside: z.literal(true).optional(),
})

const curve = z.strictObject({
  total: amount,
  unit: z.string(),
  points: z.array(z.strictObject({ step: amount, rate: z.number() })),
})

/** One trial in full, but for its reports. */
export const trialDetailFields = {
  ...trial.shape,
  line: z.array(z.strictObject({ trial: trialNumber, until: amount.optional() })).optional(),
  /** The values that held from each step on. */
  pieces: z.array(z.strictObject({ from: amount, config })),
  schedules: z.record(z.string(), curve).optional(),
}

/** Why somebody wants a change. */
export const why = z.string().max(2000).optional()

/** What became of a change: the position of the log after it, or the proposal that waits for somebody's approval. */
export const applied = z.union([z.strictObject({ position: z.int() }), z.strictObject({ proposed: z.string() })])

/** A position of a log, as an address names it. */
export const position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** How many of something an address asks for. */
export const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual)

/** The study that an address names. */
export const studyParams = z.object({ study: z.string().min(1).max(300) })

/** The trial that an address names. */
export const trialParams = z.object({ study: z.string().min(1).max(300), trial: z.coerce.number().int().min(0).max(1e12) })

/** An earlier study that taught, and how many of its trials were taken. */
export const taughtBy = z.strictObject({ study: z.string(), trials: z.int().min(1) })

/** A study at one moment, without its trials. */
export const statusFields = {
  study: z.string(),
  /** Of the log: it only grows. */
  position: z.int().min(1),
  revision: z.int().min(2).optional(),
  counts,
  budget,
  spent,
  best: z.array(bestTrial),
  objectives: z.array(objective).min(1),
  /** The earlier studies that taught it as it began. */
  taught: z.array(taughtBy).optional(),
}
