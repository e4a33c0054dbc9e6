import type { EventBody, StudyEvent } from "../event/event.ts"
import { adopted, decided, reported, requeued, started } from "./fold/attempt.ts"
import { checkpointed, removed } from "./fold/checkpoint.ts"
import { added, finished, retried } from "./fold/end.ts"
import { confirmed, excluded, included, unwanted } from "./fold/mark.ts"
import { closed, opened, resumed, stopped } from "./fold/session.ts"
import { suggested } from "./fold/suggestion.ts"
import { answered, updated } from "./fold/update.ts"
import type { GrowingLedger, Ledger } from "./ledger.ts"
import { revise } from "./revise.ts"

/**
 * Takes one event into the ledger, in place. The only switch over the kinds of events; what each means is in `fold/`. An event that does
 * not fit the state (a report of a trial that has ended) changes nothing but the position: what is in the log happened, and the fold
 * never throws.
 */
export function fold(known: Ledger, event: StudyEvent): Ledger {
  const ledger = known as GrowingLedger
  ledger.seq = event.seq
  ledger.at = event.at
  ledger.hash = event.hash
  apply(ledger, event, event.at)
  return ledger
}

function apply(ledger: GrowingLedger, event: EventBody, at: number): void {
  switch (event.kind) {
    case "study.created":
      return
    case "study.extended":
      // Who gives a study more wants it to go on.
      ledger.budget = event.budget
      delete ledger.ended
      return
    case "study.revised":
      return revise(ledger, event)
    case "study.taught": {
      // The first one counts: what is taught later could not have been known to the suggestions before it.
      const { lessons, accounts, strength } = event
      if (ledger.teaching === undefined && ledger.trials.length === 0) ledger.teaching = { lessons, accounts, strength }
      return
    }
    case "study.ended":
      ledger.ended = event.why
      return
    case "study.paused":
      ledger.held = { why: event.why, by: event.by }
      return
    case "study.resumed":
      return resumed(ledger)
    case "study.stopped":
      return stopped(ledger, event)
    case "session.opened":
      return opened(ledger, event, at)
    case "session.closed":
      return closed(ledger, event, at)
    case "baseline.enqueued":
      ledger.baselines.push({ config: event.config, ...(event.label !== undefined && { label: event.label }) })
      return
    case "trial.suggested":
      return suggested(ledger, event, at)
    case "trial.started":
      return started(ledger, event, at)
    case "trial.adopted":
      return adopted(ledger, event, at)
    case "trial.reported":
      return reported(ledger, event, at)
    case "trial.decided":
      return decided(ledger, event, at)
    case "trial.updated":
      return updated(ledger, event)
    case "trial.applied":
    case "trial.refused":
      return answered(ledger, event)
    case "trial.checkpointed":
      return checkpointed(ledger, event)
    case "checkpoint.removed":
      return removed(ledger, event)
    case "trial.finished":
      return finished(ledger, event, at)
    case "trial.requeued":
      return requeued(ledger, event, at)
    case "trial.added":
      return added(ledger, event, at)
    case "trial.excluded":
      return excluded(ledger, event)
    case "trial.included":
      return included(ledger, event)
    case "trial.stop":
      return unwanted(ledger, event)
    case "trial.retried":
      return retried(ledger, event)
    case "trial.confirmed":
      return confirmed(ledger, event)
    case "change.proposed": {
      const { id, events, why, by } = event
      if (!ledger.proposals.some((known) => known.id === id)) ledger.proposals.push({ id, events, why, by, at })
      return
    }
    case "change.approved":
    case "change.declined":
      ledger.proposals = ledger.proposals.filter(({ id }) => id !== event.id)
      return
    case "artifact.added":
    case "note.set":
      return
  }
}
