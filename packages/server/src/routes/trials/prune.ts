import { z } from "zod"
import { isShells, pruningEvents } from "@diapason/core"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, trialParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"
import { withShellTrial } from "../../studies/shell-trial.ts"
import { trialNamed } from "../../studies/trial-named.ts"

/** Ends a trial early, as a person's decision: it keeps what it has reported, and has not failed. */
export const prune = route({
  key: "POST /v1/trials/:study/:trial:prune",
  does: "Ends a trial early; whoever runs it ends it within a second.",
  needs: "runner",
  params: trialParams,
  body: z.strictObject({ why }),
  answer: applied,
  async handle(context, { params: { study, trial: number }, body, who }) {
    const { ledger, trial } = await trialNamed(context, study, number)
    const wish = wishBy(who, body.why)
    const shells = trial.state === "running" && isShells(ledger, trial)
    const change = await changeStudy(context, { study, events: pruningEvents(trial, wish), who, why: body.why })
    if (shells && "position" in change) await withShellTrial(context, study, number, (session) => session.prune(number, wish))
    return change
  },
})
