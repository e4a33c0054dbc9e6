import { z } from "zod"
import { fromWireMetrics, type Answer } from "@diapason/core"
import { takeReport } from "../../conducted/take-report.ts"
import { route } from "../../route.ts"
import { config, trialParams, values } from "../../schemas/shared.ts"
import { attempt, metricStep, namedIn } from "./spoken.ts"

/** One report of a trial that runs elsewhere, and what it is to do. */
export const report = route({
  key: "POST /v1/trials/:study/:trial/reports",
  does:
    "Takes a report and says what the trial is to do: continue, stop, pause, or update (then with `config`, answered by `applied` or " +
    "`refused`). The same report sent twice counts once; without a step the next one is meant.",
  needs: "attempt",
  params: trialParams,
  body: z.object({ step: metricStep.optional(), metrics: values, attempt }),
  answer: z.strictObject({
    action: z.enum(["continue", "stop", "pause", "update"]),
    why: z.string(),
    rev: z.int().min(1).optional(),
    config: config.optional(),
    apply: z.enum(["next-step", "next-epoch", "restart"]).optional(),
  }),
  handle: ({ conducted }, { params, body, who }) =>
    conducted.with(params.study, async (study) => {
      const named = namedIn(params.trial, body.attempt, who)
      return answerOf(await takeReport(study, named, body.step, fromWireMetrics(body.metrics)))
    }),
})

function answerOf(answer: Answer) {
  const { action, why } = answer
  if (answer.action !== "update") return { action, why }
  const { rev, config, apply } = answer
  return { action, why, config: { ...config }, apply, ...(rev !== undefined && { rev }) }
}
