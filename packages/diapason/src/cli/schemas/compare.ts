import { z } from "zod"
import { amount, trial, trialNumber } from "@diapason/server/schemas"

const schema = z.literal("diapason.compare/1")
/** Numbers of ended trials; milliseconds open; milliseconds of training over all slots, where that was asked for. */
const spent = { trials: amount, time: amount, cost: amount.optional() }
const point = z.strictObject({ trial: trialNumber, ...spent, value: z.number() })
const count = z.int().min(0)
const share = z.number().min(0).max(1)

const head = {
  schema,
  by: z.enum(["trials", "time", "cost"]),
  metric: z.string(),
  direction: z.enum(["minimize", "maximize"]),
  /** Numbers of ended trials, or milliseconds. */
  budgets: z.array(z.number().positive()),
  target: z.number().optional(),
  /** Parameters whose ranges are not the same; `value` is absent for studies without the parameter. */
  differences: z.array(
    z.strictObject({
      name: z.string(),
      values: z.array(z.strictObject({ value: z.string().optional(), studies: z.array(z.string()).min(1) })).min(2),
    }),
  ),
}

const group = z.strictObject({
  group: z.string(),
  studies: z.array(z.string()).min(1),
  /** The median best of its studies at each budget; null where half of them or more have nothing to show. */
  at: z.array(z.number().nullable()),
  /** How many reached the target, the median of what that took, and what it takes on average with restarts. */
  target: z.strictObject({ reached: count, median: amount.nullable(), expected: amount.nullable() }).optional(),
  /** Which share of pairs of a study and a target was reached by a budget; `area` is its mean up to the last budget. */
  ecdf: z.array(z.strictObject({ budget: amount, share })),
  area: share,
})

const pairing = z.strictObject({
  first: z.string(),
  second: z.string(),
  paired_by: z.enum(["name", "seed", "order"]),
  /** Studies without a partner. */
  left: count,
  budget: z.number().positive(),
  pairs: count,
  /** Pairs in which the first is better, worse, equal. */
  won: count,
  lost: count,
  tied: count,
  /** Two-sided signed-rank test, the same after Holm's correction, and the least that so many pairs can give. */
  p: share,
  adjusted: share,
  leastP: share,
  /** By how much the first is ahead in the middle, with an interval of that level; null for what has no bound. */
  lead: z
    .strictObject({ estimate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), level: share })
    .optional(),
  /** The share of bootstrap samples in which the first is better; absent for fewer than three pairs. */
  chance: share.optional(),
  says: z.array(z.string()),
})

/** What `diapason compare --json` prints: studies at equal budgets, groups of them with their pairs, or trials and where they differ. */
export const compare = z.union([
  z.strictObject({
    ...head,
    studies: z
      .array(
        z.strictObject({
          study: z.string(),
          spent: z.strictObject(spent),
          /** The best within each of the budgets; null before the first usable trial. */
          at: z.array(z.number().nullable()),
          best: point.optional(),
          /** What it took to reach the target; absent where it was not reached. */
          toTarget: amount.optional(),
        }),
      )
      .min(2),
  }),
  z.strictObject({ ...head, groups: z.array(group).min(2), pairings: z.array(pairing) }),
  z.strictObject({ schema, study: z.string(), differs: z.array(z.string()), trials: z.array(trial).min(2) }),
])
