import { z } from "zod"
import { markEvents } from "@diapason/core"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, trialParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"
import { trialNamed } from "../../studies/trial-named.ts"

/** A route by which an owner marks one trial, with a reason. */
export const marking = <const K extends string>(key: K, does: string, kind: "trial.excluded" | "trial.included") =>
  route({
    key,
    does,
    needs: "owner",
    params: trialParams,
    body: z.strictObject({ why }),
    answer: applied,
    async handle(context, { params: { study, trial: number }, body, who }) {
      const { trial } = await trialNamed(context, study, number)
      const events = markEvents(kind, [trial], wishBy(who, body.why))
      return changeStudy(context, { study, events, who, why: body.why })
    },
  })
