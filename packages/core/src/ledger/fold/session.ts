import type { EventOf } from "../../event/event.ts"
import type { GrowingLedger, SessionFacts } from "../ledger.ts"
import type { Growing } from "./put.ts"

export function opened(ledger: GrowingLedger, { session, holder, facts, lease }: EventOf<"session.opened">, at: number): void {
  ledger.sessions.set(session, { session, holder, facts, openedAt: at, seenAt: at, ...(lease !== undefined && { lease }) })
}

export function closed(ledger: GrowingLedger, event: EventOf<"session.closed">, at: number): void {
  const session = ledger.sessions.get(event.session)
  if (session === undefined || session.closed !== undefined) return
  // A session that was lost was open until its own last event, not until somebody noticed.
  ledger.sessions.set(event.session, { ...session, closed: event.why, seenAt: event.lost === true ? session.seenAt : at })
}

/** A sign of life. */
export function seen(ledger: GrowingLedger, name: string, at: number): void {
  const session: Growing<SessionFacts> | undefined = ledger.sessions.get(name)
  if (session !== undefined && session.closed === undefined) session.seenAt = at
}

/** Only those at it now: who opens the study later wants it to go on. */
export function stopped(ledger: GrowingLedger, { why, by, now }: EventOf<"study.stopped">): void {
  for (const [name, session] of ledger.sessions)
    if (session.closed === undefined) ledger.sessions.set(name, { ...session, stopped: { why, by, now: now === true } })
}

/** Takes back a pause and every stop. */
export function resumed(ledger: GrowingLedger): void {
  delete ledger.held
  for (const [name, { stopped: _, ...session }] of ledger.sessions) ledger.sessions.set(name, session)
}
