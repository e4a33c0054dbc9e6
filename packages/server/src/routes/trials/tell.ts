import { z } from "zod"
import { fromWireMetrics } from "@diapason/core"
import { takeResult } from "../../conducted/take-end.ts"
import { route } from "../../route.ts"
import { state, trialParams, values } from "../../schemas/shared.ts"
import { attempt, namedIn } from "./spoken.ts"

/** The end of a trial, with its values. */
export const tell = route({
  key: "POST /v1/trials/:study/:trial:tell",
  does: "Ends a trial with its values; without any, its last report counts. Told again with the same values, it answers the same.",
  needs: "attempt",
  params: trialParams,
  body: z.object({ metrics: values.default({}), attempt }),
  answer: z.strictObject({ state, best: z.boolean() }),
  handle: ({ conducted }, { params, body, who }) =>
    conducted.with(params.study, (study) => takeResult(study, namedIn(params.trial, body.attempt, who), fromWireMetrics(body.metrics))),
})
