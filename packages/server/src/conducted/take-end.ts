import { type Failure, type Metrics } from "@diapason/core"
import type { ConductedStudy } from "./conducted-study.ts"
import { currentAttempt, type Named } from "./current-attempt.ts"

/** The state of a trial after its end was told. */
interface Told {
  readonly state: "complete" | "failed" | "pruned" | "waiting" | "paused" | "running"
  readonly best: boolean
}

/** Ends a trial with its values. Told again with the same values, it answers the same. Throws D230, D231, D421, D422, D4xx. */
export function takeResult(study: ConductedStudy, named: Named, metrics: Metrics): Promise<Told> {
  return study.inOrder(named.trial, async () => {
    const trial = currentAttempt(study, named)
    const again = trial.state === "complete" && Object.keys(metrics).every((name) => Object.is(trial.values[name], metrics[name]))
    if (!again) await study.session.tell(named.trial, metrics)
    return toldOf(study, named.trial)
  })
}

/** Ends a trial as failed, or puts it back as the kind of failure has it. Told again, it answers the same. Throws as `takeResult`. */
export function takeFailure(study: ConductedStudy, named: Named, failure: Failure): Promise<Told> {
  return study.inOrder(named.trial, async () => {
    const trial = currentAttempt(study, named)
    if (trial.state !== "failed" || trial.failure.kind !== failure.kind) await study.session.fail(named.trial, failure)
    return toldOf(study, named.trial)
  })
}

const toldOf = ({ session: { ledger } }: ConductedStudy, number: number): Told => ({
  state: ledger.trials[number]!.state,
  best: ledger.front.includes(number),
})
