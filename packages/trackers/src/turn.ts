import {
  createLedger,
  fold,
  type Clock,
  type EventStore,
  type Flushed,
  type Held,
  type Holder,
  type Lease,
  type Ledger,
  type StudyEvent,
  type Tracker,
} from "@diapason/core"
import type { Cursor } from "./cursor.ts"

/** A study that is passed on to a tracker, by one process at a time. */
export interface Passing {
  readonly store: EventStore
  readonly study: string
  /** The cursor of a tracker of this study. */
  readonly cursor: (tracker: Tracker) => Cursor
  /** Makes the tracker; called again when another process has followed in the meantime. */
  readonly open: () => Tracker
  /** Where to begin when nothing was passed on yet: after this position. 0 for the whole log. */
  readonly after: number
  readonly clock: Clock
  readonly holder: Holder
  /** Whether the process of a holder lives, as far as can be told from here. */
  readonly alive: (holder: Holder) => boolean | "unknown"
}

/** How far the log goes, and how far it has arrived: known beyond a turn. */
export interface Reach {
  position: number
  newest: number
}

/** The turn of this process: the lease, and a tracker that was shown all that has arrived. */
export interface Turn {
  readonly lease: Lease
  renewed: number
  readonly tracker: Tracker
  ledger: Ledger | undefined
  first: string
  /** Events that the tracker was shown and has not passed on. */
  shown: number
}

/** Takes the turn; undefined while another process has it. */
export async function takeTurn(o: Passing, reach: Reach): Promise<Turn | undefined> {
  const [tracker, renewed] = [o.open(), o.clock.now()]
  const lease = await taken(o, `${o.study}/track/${tracker.name}`)
  if (lease === undefined) return undefined
  const turn: Turn = { lease, renewed, tracker, ledger: undefined, first: "", shown: 0 }
  try {
    await recall(o, reach, turn)
  } catch (error) {
    await o.store.leases.release(lease)
    throw error
  }
  return turn
}

/** Renews the lease where that is due; false when it has passed to another. */
export async function keepTurn({ clock, store }: Passing, turn: Turn): Promise<boolean> {
  const now = clock.now()
  if (now - turn.renewed < leaseTime / 4) return true
  if (!(await store.leases.renew(turn.lease, leaseTime))) return false
  turn.renewed = now
  return true
}

/** Shows the tracker the next events of the log. */
export async function show({ store, study }: Passing, reach: Reach, turn: Turn): Promise<void> {
  for await (const batch of store.read(study, turn.ledger?.seq ?? 0)) {
    for (const event of batch) {
      reach.newest = Math.max(reach.newest, event.seq)
      if (turn.shown >= atOnce) continue
      shown(turn, event, true)
      turn.shown++
    }
    if (turn.shown >= atOnce) return
  }
}

/** A flush may take longer than a lease: it is renewed meanwhile, and who has lost it stops. */
export async function flush({ clock, store }: Passing, turn: Turn, life: AbortSignal): Promise<Flushed> {
  const [over, lost] = [new AbortController(), new AbortController()]
  const renew = async (): Promise<void> => {
    if (await store.leases.renew(turn.lease, leaseTime)) turn.renewed = clock.now()
    else lost.abort()
  }
  clock.every(leaseTime / 4, () => void renew().catch(() => undefined), over.signal)
  try {
    return await turn.tracker.flush(turn.first, AbortSignal.any([life, lost.signal]))
  } finally {
    over.abort()
  }
}

async function taken({ store, holder, alive }: Passing, key: string): Promise<Lease | undefined> {
  const answer = await store.leases.take(key, holder, leaseTime)
  if (!isHeld(answer)) return answer
  if (alive(answer.holder) !== false) return undefined
  const over = await store.leases.take(key, holder, leaseTime, answer.token)
  return isHeld(over) ? undefined : over
}

const isHeld = (answer: Lease | Held): answer is Held => "held" in answer

/** Shows the tracker what has arrived before. */
async function recall(o: Passing, reach: Reach, turn: Turn): Promise<void> {
  const { store, study, after } = o
  const cursor = o.cursor(turn.tracker)
  for await (const batch of store.read(study, 0)) {
    for (const event of batch) {
      if (turn.ledger === undefined) {
        turn.first = event.hash
        const known = await cursor.read(event.hash)
        reach.position = known ?? after
        if (known === undefined) await cursor.write(event.hash, after)
      }
      reach.newest = Math.max(reach.newest, event.seq)
      if (event.seq <= reach.position) shown(turn, event, false)
    }
  }
}

function shown(turn: Turn, event: StudyEvent, owed: boolean): void {
  if (turn.ledger === undefined) turn.first = event.hash
  turn.ledger = turn.ledger === undefined ? createLedger(event) : fold(turn.ledger, event)
  turn.tracker.fold(event, turn.ledger, owed)
}

/** Milliseconds. */
export const leaseTime = 30_000

/** Events of one round; in their log an event takes some hundred bytes. */
const atOnce = 250
