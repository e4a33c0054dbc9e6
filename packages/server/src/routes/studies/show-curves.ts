import { z } from "zod"
import type { Ledger, Trial } from "@diapason/core"
import { thinnedCurve } from "@diapason/views"
import { route } from "../../route.ts"
import { amount, studyParams, trialNumber } from "../../schemas/shared.ts"
import { bestTrials, curvePicture } from "../../studies/curve-picture.ts"

const line = z.strictObject({ trial: trialNumber, steps: z.array(z.number()), values: z.array(z.number()) })

const picture = z.strictObject({
  steps: z.tuple([z.number(), z.number()]),
  values: z.tuple([z.number(), z.number()]),
  low: z.array(z.number().nullable()),
  high: z.array(z.number().nullable()),
  count: z.array(z.number()),
  rows: z.int(),
  density: z.array(z.number()),
})

/** What trials have reported of one metric, by step. */
export const showCurves = route({
  key: "GET /v1/studies/:study/curves",
  does: "Curves of a metric: lines of chosen trials (at most 200), or for all of them what they cover, column by column of the picture.",
  needs: "viewer",
  params: studyParams,
  query: z.object({
    /** The first objective where it is left out. */
    metric: z.string().max(300).optional(),
    /** `best:20`, `1,2,3` or `all`. */
    trials: z
      .string()
      .max(2000)
      .regex(/^(all|best:\d{1,3}|\d{1,9}(,\d{1,9})*)$/)
      .default("all"),
    /** Columns of the picture. */
    width: z.coerce.number().int().min(10).max(2000).default(600),
  }),
  answer: z.strictObject({
    study: z.string(),
    position: z.int(),
    metric: z.string(),
    /** How many trials have reported it. */
    of: amount,
    lines: z.array(line),
    /** Of all trials, where they are too many for lines. */
    picture: picture.optional(),
  }),
  async handle({ studies }, { params: { study }, query: { metric: asked, trials: which, width } }) {
    const { ledger } = await studies.soon(study)
    const metric = asked ?? ledger.definition.objectives[0]!.metric
    const there = ledger.trials.filter(({ curve }) => curve.columns.has(metric))
    const many = which === "all" && there.length > most
    const lined = which === "all" ? (many ? [] : there) : chosen(ledger, which)
    return {
      study,
      position: ledger.seq,
      metric,
      of: there.length,
      lines: lined.map((trial) => ({ trial: trial.number, ...thinnedCurve(trial.curve, metric, width) })),
      ...(many && { picture: await curvePicture(there, metric, width) }),
    }
  },
})

const most = 200

/** Trials by `best:20` or `1,2,3`; numbers that there are not are left out. */
function chosen(ledger: Ledger, which: string): readonly Trial[] {
  const best = /^best:(\d+)$/.exec(which)
  const numbers = best === null ? [...new Set(which.split(",").map(Number))] : bestTrials(ledger, Number(best[1]))
  return numbers.flatMap((n) => ledger.trials[n] ?? []).slice(0, most)
}
