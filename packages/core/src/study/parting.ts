import type { EventBody } from "../event/event.ts"
import type { Failure } from "../event/failure.ts"
import { runningOf } from "../ledger/ledger.ts"
import { failureEvent, prunedEvent, verdictEvents } from "./end.ts"
import type { Mind } from "./mind.ts"
import type { RetryPolicy } from "./retry-policy.ts"

/** What becomes of the trials that a session leaves behind: a verdict or a wish is carried out, the others end by `failure`, save those that are `followed` on. */
export function partingEvents(
  { ledger, owed, algorithms }: Mind,
  session: string,
  failure: Failure,
  retry: RetryPolicy,
  followed: ReadonlySet<number> = new Set(),
): readonly EventBody[] {
  return runningOf(ledger, session).flatMap((trial) => {
    if (followed.has(trial.number)) return []
    const verdict = owed.get(trial.number)
    if (verdict !== undefined) return verdictEvents(trial, verdict, algorithms.scheduler.id)
    return [trial.unwanted === undefined ? failureEvent(trial, failure, retry) : prunedEvent(trial, trial.unwanted)]
  })
}
