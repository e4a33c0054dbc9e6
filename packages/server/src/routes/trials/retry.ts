import { z } from "zod"
import { isShells, retryEvent } from "@diapason/core"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, trialParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"
import { withShellTrial } from "../../studies/shell-trial.ts"
import { trialNamed } from "../../studies/trial-named.ts"

/** A failed trial waits for another attempt under the same number; what a shell was handed and nobody tells is put back the same way. */
export const retry = route({
  key: "POST /v1/trials/:study/:trial:retry",
  does: "A failed trial waits for another attempt, with a seed of its own unless the same one is asked for.",
  needs: "owner",
  params: trialParams,
  body: z.strictObject({ sameSeed: z.boolean().default(false), why }),
  answer: applied,
  async handle(context, { params: { study, trial: number }, body: { sameSeed, why: reason }, who }) {
    const { ledger, trial } = await trialNamed(context, study, number)
    const wish = wishBy(who, reason)
    if (trial.state !== "running" || !isShells(ledger, trial))
      return changeStudy(context, { study, events: [retryEvent(trial, sameSeed, wish)], who, why: reason })
    const message = `put back: ${wish.why} (${wish.by})`
    await withShellTrial(context, study, number, (session) => session.fail(number, { kind: "interrupted", message }))
    return { position: (await context.studies.open(study)).ledger.seq }
  },
})
