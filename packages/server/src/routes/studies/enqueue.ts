import { z } from "zod"
import { enqueueEvents, fitting, inSpace } from "@diapason/core"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, config, studyParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"

/** Puts hand-picked configurations into the queue. */
export const enqueue = route({
  key: "POST /v1/studies/:study/enqueue",
  does: "Configurations to be tried before the sampler is asked again; missing parameters take their defaults.",
  needs: "runner",
  params: studyParams,
  body: z.strictObject({ configs: z.array(config).min(1).max(100), label: z.string().max(200).optional(), why }),
  answer: z.strictObject({
    applied,
    enqueued: z.array(config),
    /** Those that the space cannot hold, by their place in the list. */
    leftOut: z.array(z.strictObject({ from: z.string(), why: z.string() })),
  }),
  async handle(context, { params: { study }, body: { configs, label, why: reason }, who }) {
    const { space } = (await context.studies.soon(study)).ledger
    const given = configs.map((one, i) => ({ config: one, from: `configs[${i}]` }))
    const { fit, leftOut } = fitting(space, given)
    // Where none fits, the first says what is wrong.
    if (fit.length === 0) inSpace(space, configs[0]!)
    const events = enqueueEvents(fit, label, wishBy(who, reason))
    return { applied: await changeStudy(context, { study, events, who, why: reason }), enqueued: fit.map((one) => one.config), leftOut }
  },
})
