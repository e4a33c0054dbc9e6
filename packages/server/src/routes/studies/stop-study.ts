import { z } from "zod"
import { isShells, type Failure } from "@diapason/core"
import { wishBy } from "../../access/wish.ts"
import { route } from "../../route.ts"
import { applied, studyParams, why } from "../../schemas/shared.ts"
import { changeStudy } from "../../studies/change-study.ts"
import { withShellTrial } from "../../studies/shell-trial.ts"

/** Ends the runs of a study; the command that began it goes on with it later, `resume` takes it back. */
export const stopStudy = route({
  key: "POST /v1/studies/:study/stop",
  does: "Whoever runs the study starts nothing more and leaves when its trials have ended; with `now` those end as cancelled.",
  needs: "owner",
  params: studyParams,
  body: z.strictObject({ now: z.boolean().default(false), why }),
  answer: applied,
  async handle(context, { params: { study }, body: { now, why: reason }, who }) {
    const wish = wishBy(who, reason)
    const events = [{ kind: "study.stopped" as const, ...wish, ...(now && { now: true as const }) }]
    const change = await changeStudy(context, { study, events, who, why: reason })
    const { ledger } = await context.studies.open(study)
    const failure: Failure = { kind: "cancelled", message: `${wish.why} (${wish.by})` }
    // What commands of a shell were handed nobody else will end.
    if (now && "position" in change)
      for (const trial of [...ledger.running].filter((n) => isShells(ledger, ledger.trials[n]!)))
        await withShellTrial(context, study, trial, (session) => session.end(trial, { kind: "failed", failure }))
    return change
  },
})
