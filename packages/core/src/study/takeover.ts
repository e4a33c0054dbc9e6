import type { EventBody } from "../event/event.ts"
import type { Holder } from "../event/holder.ts"
import type { SessionFacts } from "../ledger/ledger.ts"
import { hasEnded } from "../ledger/fold.ts"
import type { RunningTrial, Trial } from "../ledger/trial.ts"
import type { LeftBehind } from "../ports/executor.ts"
import type { Lease } from "../ports/event-store.ts"
import { catchUp, type Access } from "./access.ts"
import { failureEvent, verdictEvents } from "./end.ts"

/** What a session must know of the host to take over from the dead. */
export interface Host {
  /** Whether the holder's process still lives; `unknown` for another host. */
  alive(holder: Holder): boolean | "unknown"
  /** Ends what is left of an attempt of a dead session of this host, and resolves when none of it lives. */
  sweep(left: LeftBehind): Promise<void>
}

/** How long a session's lease holds without a sign of life. */
export const leaseTime = 60_000

/** The lease under which a session writes. */
export const leaseKey = (study: string, session: string): string => `${study}/session/${session}`

/**
 * Closes the sessions that are dead: whose lease ran out, or whose process is gone from this host. What is left of their attempts
 * is ended first; then, in one write that only one conductor can win, their trials are requeued and what they owed is settled.
 * Returns how many attempts were put back. Call it in turn.
 */
export async function takeOver(access: Access, me: Holder, host: Host): Promise<number> {
  let requeued = 0
  for (const facts of [...access.mind.ledger.sessions.values()]) {
    if (facts.closed !== undefined || facts.session === access.session) continue
    const lease = await leaseOfTheDead(access, facts, me, host)
    if (lease !== undefined) requeued += await settle(access, facts, lease, deathOf(facts, me, host))
  }
  return requeued
}

async function leaseOfTheDead(access: Access, facts: SessionFacts, me: Holder, host: Host): Promise<Lease | undefined> {
  const { leases } = access.store
  const key = leaseKey(access.study, facts.session)
  const present = await leases.look(key)
  const dead = host.alive(facts.holder) === false
  if (present !== undefined && !present.expired && !dead) return undefined
  if (dead || host.alive(facts.holder) === true) await Promise.all(leftBehind(access, facts).map((left) => host.sweep(left)))
  const lease = await leases.take(key, me, leaseTime, present?.token)
  return "held" in lease ? undefined : lease
}

/** The attempts that may still live: those that run by the log, and those that were told to end shortly before. */
function leftBehind({ mind, study }: Access, { session, seenAt }: SessionFacts): readonly LeftBehind[] {
  const lives = (trial: Trial): boolean => trial.state === "running" || (hasEnded(trial) && trial.endedAt > seenAt - windingDown)
  return mind.ledger.trials
    .filter((trial) => trial.session === session && lives(trial))
    .map(({ number, attempts }) => ({ study, trial: number, attempt: attempts, session }))
}

/** Milliseconds that an attempt may take to leave after it was told to. */
const windingDown = 120_000

/** A conductor that was killed on this host is no fault of its trials; a lost host or a lease that ran out may be. */
function deathOf(facts: SessionFacts, me: Holder, host: Host): "interrupted" | "infra" {
  const { holder } = facts
  return holder.host === me.host && holder.boot === me.boot && host.alive(holder) === false ? "interrupted" : "infra"
}

async function settle(access: Access, facts: SessionFacts, lease: Lease, kind: "interrupted" | "infra"): Promise<number> {
  const { store, study, mind } = access
  await catchUp(access)
  const trials = [...mind.ledger.running].map((n) => mind.ledger.trials[n] as RunningTrial).filter((t) => t.session === facts.session)
  const why = kind === "interrupted" ? "its conductor ended without closing the study" : "its conductor gave no sign of life"
  const events = trials.flatMap((trial): readonly EventBody[] => {
    const verdict = mind.owed.get(trial.number)
    if (verdict !== undefined) return verdictEvents(trial, verdict, mind.algorithms.scheduler.id)
    return [failureEvent(trial, { kind, message: why })]
  })
  const closed: EventBody = { kind: "session.closed", session: facts.session, why, lost: true }
  await store.append(study, [...events, closed], { fence: lease })
  await catchUp(access)
  await store.leases.release(lease)
  return events.filter((event) => event.kind === "trial.requeued").length
}
