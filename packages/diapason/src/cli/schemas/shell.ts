import { z } from "zod"
import { config, trialNumber } from "@diapason/server/schemas"

const asked = {
  trial: trialNumber,
  attempt: z.int(),
  config,
  /** The step to run to. */
  fidelity: z.int().optional(),
  /** The last finished step, and where it was saved, when the trial goes on. */
  resume: z.int().optional(),
  checkpoint: z.string().optional(),
  seed: z.int(),
  why: z.string(),
}
const head = { schema: z.literal("diapason.ask/1"), study: z.string() }
const done = { done: z.literal(true), why: z.string() }
const wait = { wait: z.literal(true), why: z.string() }

/** What `diapason ask --json` prints; with `--count` a list, which may end before the count is reached. */
export const ask = z.union([
  z.strictObject({ ...head, ...asked }),
  z.strictObject({ ...head, ...done }),
  z.strictObject({ ...head, ...wait }),
  z.strictObject({ ...head, trials: z.array(z.strictObject(asked)) }),
  z.strictObject({ ...head, trials: z.array(z.strictObject(asked)), ...done }),
  z.strictObject({ ...head, trials: z.array(z.strictObject(asked)), ...wait }),
])

/** What `diapason report-step --json` and `tell --step --json` print. */
export const reportStep = z.strictObject({
  schema: z.literal("diapason.report-step/1"),
  study: z.string(),
  trial: trialNumber,
  step: z.int(),
  action: z.enum(["continue", "stop", "pause", "update"]),
  why: z.string(),
  rev: z.int().optional(),
  config: config.optional(),
  apply: z.enum(["next-step", "next-epoch", "restart"]).optional(),
})

export const tell = z.strictObject({
  schema: z.literal("diapason.tell/1"),
  study: z.string(),
  trial: trialNumber,
  state: z.enum(["complete", "pruned", "paused", "failed", "waiting"]),
  best: z.boolean(),
  failed: z.string().optional(),
})
