import type { EventBody } from "../event/event.ts"
import type { Holder } from "../event/holder.ts"
import type { SessionFacts } from "../ledger/ledger.ts"
import { hasEnded, type Trial } from "../ledger/trial.ts"
import type { LeftBehind } from "../ports/executor.ts"
import type { Host } from "../ports/host.ts"
import type { Lease } from "../ports/event-store.ts"
import { catchUp, type Access } from "./access.ts"
import { partingEvents } from "./parting.ts"

/** How long a session's lease holds without a sign of life. */
export const leaseTime = 60_000

/** The lease under which a session writes. */
export const leaseKey = (study: string, session: string): string => `${study}/session/${session}`

/**
 * Closes the sessions that are dead: whose lease ran out or was given back without a word, or whose process is gone from this host.
 * What is left of their attempts is ended first; then, in one write that only one conductor can win, their trials are requeued and
 * what they owed is settled. Returns how many attempts were put back. Call it in turn.
 */
export async function takeOver(access: Access, me: Holder, host: Host): Promise<number> {
  let requeued = 0
  for (const { session } of [...access.mind.ledger.sessions.values()]) {
    const facts = access.mind.ledger.sessions.get(session)!
    if (facts.closed !== undefined || facts.lease === "none" || session === access.session) continue
    if (facts.facts["engine"] !== undefined && facts.facts["engine"] !== host.engine?.name) continue
    const claim = await claimOf(access, facts, me, host)
    if (claim === undefined) continue
    try {
      requeued += await settle(access, facts, claim, host)
    } finally {
      await access.store.leases.release(claim.lease)
    }
  }
  return requeued
}

/** A dead session's lease, and how it died. */
interface Claim {
  readonly lease: Lease
  readonly kind: "interrupted" | "infra"
  readonly why: string
}

async function claimOf({ store, study }: Access, { session, holder }: SessionFacts, me: Holder, host: Host): Promise<Claim | undefined> {
  const key = leaseKey(study, session)
  const present = await store.leases.look(key)
  const gone = host.alive(holder) === false
  if (present !== undefined && !present.expired && !gone) return undefined
  // A lease that only ran out is left to its holder if that renews it in this very moment.
  const lease = await store.leases.take(key, me, leaseTime, gone ? present?.token : undefined)
  if ("held" in lease) return undefined
  // A conductor that was killed on this host, or left by itself, is no fault of its trials; a lost host or a frozen process may be.
  if (gone || present === undefined) return { lease, kind: "interrupted", why: "its conductor ended without closing the study" }
  return { lease, kind: "infra", why: "its conductor gave no sign of life" }
}

async function settle(access: Access, { session, holder }: SessionFacts, { lease, kind, why }: Claim, host: Host): Promise<number> {
  const { store, study, mind } = access
  await catchUp(access)
  const facts = mind.ledger.sessions.get(session)!
  if (facts.closed !== undefined) return 0
  const left = leftBehind(access, facts)
  const living = await livingOf(access, facts, left, host)
  const ended = left.filter((one) => !living.has(one))
  if (host.alive(holder) !== "unknown" || facts.facts["engine"] !== undefined) await Promise.all(ended.map((one) => host.sweep(one)))
  const followed = new Set([...living].map(({ trial }) => trial))
  const adopted = [...living].map(({ trial, attempt }): EventBody => ({ kind: "trial.adopted", trial, attempt, session: access.session }))
  const events = [...adopted, ...partingEvents(mind, session, { kind, message: why }, access.retry, followed)]
  // Closed first: what it ran has used its slots until its last sign of life, not until this moment.
  const closed: EventBody = { kind: "session.closed", session, why, lost: true }
  const appended = await store.append(study, [closed, ...events], { fence: lease })
  await catchUp(access)
  return appended.outcome === "won" ? events.filter((event) => event.kind === "trial.requeued").length : 0
}

/** The attempts that go on in an engine, and that this session follows from now on: not those whose end is decided already. */
async function livingOf(
  { mind }: Access,
  { facts }: SessionFacts,
  left: readonly LeftBehind[],
  { engine }: Host,
): Promise<ReadonlySet<LeftBehind>> {
  if (engine === undefined || facts["engine"] !== engine.name) return new Set()
  const wanted = left.filter(({ trial: number }) => {
    const trial = mind.ledger.trials[number]!
    return trial.state === "running" && trial.unwanted === undefined && !mind.owed.has(number)
  })
  return engine.living(wanted)
}

/** The attempts that may still live: those that run by the log, and those that were told to end shortly before. */
function leftBehind({ mind, study }: Access, { session, seenAt }: SessionFacts): readonly LeftBehind[] {
  const lives = (trial: Trial): boolean =>
    trial.state === "running" || trial.state === "paused" || (hasEnded(trial) && trial.endedAt > seenAt - windingDown)
  return mind.ledger.trials
    .filter((trial) => trial.session === session && lives(trial))
    .map((trial) => ({ study, trial: trial.number, attempt: trial.attempts, session: launcherOf(trial) ?? session }))
}

/** Milliseconds that an attempt may take to leave after it was told to. */
const windingDown = 120_000

/** The session by whose name the attempt of a trial goes where it runs. */
const launcherOf = (trial: Trial): string | undefined => (trial.state === "running" ? (trial.launchedBy ?? trial.session) : trial.session)
