import type { EventBody, StudyEvent } from "../event/event.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Clock } from "../ports/clock.ts"
import type { EventStore, Lease } from "../ports/event-store.ts"
import type { Host } from "../ports/host.ts"
import { advance, type Mind } from "./mind.ts"
import type { RetryPolicy } from "./retry-policy.ts"
import type { Verdict } from "./verdict.ts"

/** One session's way to a study: the store to write to, the mind that follows the log, the lease that entitles it. */
export interface Access {
  readonly store: EventStore
  readonly clock: Clock
  readonly study: string
  /** Name of this session. */
  readonly session: string
  readonly mind: Mind
  /** What becomes of trials whose attempts fail. */
  readonly retry: RetryPolicy
  lease: Lease | "none" | undefined
  /** What is wrong with a saved state that a trial is to go on from. */
  readonly flaw?: Host["flaw"]
  /** The saved state that the child begins with whose values are being thought about: it must stay until then. */
  promised?: string | undefined
  /** Called with each event right after it was folded. */
  readonly listeners: Set<(event: StudyEvent, ledger: Ledger) => void>
  /** The tail of the operations under way; see `inTurn`. */
  turn: Promise<unknown>
}

/** What came of a write: it is in the log and folded (with the verdict on each event that is a report), or it was not this session's to write. */
type Written =
  | { readonly outcome: "won"; readonly verdicts: readonly (Verdict | undefined)[] }
  | { readonly outcome: "taken" }
  /** The session's lease has passed on: everything it held belongs to another by now. */
  | { readonly outcome: "fenced" }

/** Runs `work` after all work that was given before it: between its reading of the ledger and its write, no other of this session comes. */
export function inTurn<T>(access: Access, work: () => Promise<T>): Promise<T> {
  const result = access.turn.then(work, work)
  access.turn = result.catch(() => undefined)
  return result
}

/** Appends under the session's lease and folds up to and including what was written. */
export async function write(access: Access, events: readonly EventBody[], once?: string): Promise<Written> {
  const { store, study, lease, mind } = access
  if (lease === undefined) return { outcome: "fenced" }
  const claim = { ...(lease !== "none" && { fence: lease }), ...(once !== undefined && { once }) }
  const appended = await store.append(study, events, { ...claim, seen: mind.ledger.seq })
  if (appended.outcome === "fenced") {
    access.lease = undefined
    await catchUp(access)
    return appended
  }
  fold(access, appended.before ?? [])
  if (appended.outcome === "taken") {
    if (appended.before === undefined) await catchUp(access)
    return appended
  }
  const first = appended.events[0]!
  if (first.seq !== mind.ledger.seq + 1) await catchUp(access, first.seq - 1)
  return { outcome: "won", verdicts: appended.events.map((event) => take(access, event)) }
}

/** Folds what others have appended, up to `until` where given. */
export async function catchUp(access: Access, until = Infinity): Promise<void> {
  for await (const batch of access.store.read(access.study, access.mind.ledger.seq)) {
    for (const event of batch) {
      if (event.seq > until) return
      take(access, event)
    }
    if (access.mind.ledger.seq >= until) return
  }
}

/** Folds those of the events that are next. */
export function fold(access: Access, events: readonly StudyEvent[]): void {
  for (const event of events) if (event.seq === access.mind.ledger.seq + 1) take(access, event)
}

function take(access: Access, event: StudyEvent): Verdict | undefined {
  const verdict = advance(access.mind, event)
  for (const listener of access.listeners) listener(event, access.mind.ledger)
  return verdict
}
