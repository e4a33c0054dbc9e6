import { z } from "zod"
import { reportsOf, trialDetail } from "@diapason/views"
import { route } from "../../route.ts"
import { trialNamed } from "../../studies/trial-named.ts"
import { amount, failure, json, trialDetailFields, trialParams, values } from "../../schemas/shared.ts"

const attempt = z.strictObject({
  attempt: z.int().min(1),
  session: z.string().optional(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  /** What became of it, in words; absent while it runs. */
  why: z.string().optional(),
  kind: z.string().optional(),
})

/** One trial with everything that is known of it. */
export const showTrial = route({
  key: "GET /v1/studies/:study/trials/:trial",
  does: "One trial in full: configuration, reports (at most 2000 points a metric), attempts, lineage, artifacts, notes.",
  needs: "viewer",
  params: trialParams,
  answer: z.strictObject({
    study: z.string(),
    position: z.int(),
    ...trialDetailFields,
    best: z.boolean(),
    reports: z.array(z.strictObject({ step: amount, metrics: values })),
    /** How many reports there are. */
    reported: amount,
    basis: z.int(),
    suggestedAt: z.number(),
    startedAt: z.number().optional(),
    endedAt: z.number().optional(),
    children: z.array(amount),
    past: z.array(attempt),
    checkpoints: z.array(z.strictObject({ step: z.number(), path: z.string(), bytes: z.number().optional() })),
    confirmed: z.array(z.strictObject({ repeat: z.int(), seed: z.number(), metrics: values, failure: failure.optional() })),
    artifacts: z.array(z.strictObject({ name: z.string(), path: z.string(), media: z.string().optional(), at: z.number() })),
    notes: z.record(z.string(), json),
  }),
  async handle({ studies }, { params: { study, trial: number } }) {
    const { trials } = await studies.chronicle(study)
    const { ledger, trial } = await trialNamed({ studies }, study, number)
    const { artifacts = [], notes = {}, attempts: lost = [] } = trials.get(number) ?? {}
    const { startedAt, session } = trial
    const ended = "endedAt" in trial ? { endedAt: trial.endedAt } : {}
    const newest =
      trial.attempts > lost.length
        ? [{ attempt: trial.attempts, ...(session !== undefined && { session }), ...(startedAt !== undefined && { startedAt }), ...ended }]
        : []
    return {
      study,
      position: ledger.seq,
      ...trialDetail(ledger, trial),
      best: ledger.front.includes(number),
      reports: reportsOf(trial, 2000),
      reported: trial.curve.steps.length,
      basis: trial.basis,
      suggestedAt: trial.suggestedAt,
      ...(startedAt !== undefined && { startedAt }),
      ...ended,
      children: ledger.trials.filter((other) => other.parent?.trial === number).map((other) => other.number),
      past: [...lost.map(({ failure, ...rest }) => ({ ...rest, kind: failure.kind, why: failure.message || rest.why })), ...newest],
      checkpoints: trial.checkpoints,
      confirmed: trial.confirmed ?? [],
      artifacts: [...artifacts],
      notes: { ...notes },
    }
  },
})
