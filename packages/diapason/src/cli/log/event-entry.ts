import type { Ledger, StudyEvent } from "@diapason/core"
import { eventLine } from "../live/event-line.ts"
import type { LogEntry } from "./log-line.ts"

/** An event as an entry of a log; undefined for those that a log for people leaves out as well. */
export function eventEntry(event: StudyEvent, ledger: Ledger): LogEntry | undefined {
  const line = eventLine(event, ledger)
  if (line === undefined || !("trial" in event) || event.trial === undefined) return undefined
  const failure = event.kind === "trial.requeued" ? event.failure : event.kind === "trial.finished" ? event.failure : undefined
  return {
    level: failure === undefined ? "info" : "warn",
    study: ledger.definition.name,
    trial: event.trial,
    event: event.kind,
    ...("attempt" in event && { attempt: event.attempt }),
    ...(event.kind === "trial.finished" && { state: event.state }),
    ...(failure !== undefined && { failure: failure.kind }),
    message: line
      .trim()
      .replace(/^trial +\d+ +/, "")
      .replace(/ {2,}/g, "  "),
  }
}
