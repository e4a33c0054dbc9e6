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

/** What a follower needs. */
interface Follow {
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
  /** Told when the other side is lost or found, and of what it will never take. */
  readonly say: (text: string) => void
}

/** How a tracker stands. */
export interface Standing {
  readonly name: string
  readonly title: string
  /** Position of the last event that has arrived. */
  readonly position: number
  /** Events of the log that have not. */
  readonly pending: number
  /** Why the last try failed. */
  readonly trouble?: string
  /** Another process sends them. */
  readonly elsewhere?: true
}

/** A tracker that follows a study beside whatever else happens: nobody waits for it, and it never fails. */
export interface Following {
  /** Sends what there is for at most `grace` milliseconds, and ends; sooner after so many tries in vain, one after the other. */
  settle(grace: number, tries: number): Promise<Standing>
}

/** Begins to pass a study on. One process does so at a time, by a lease of the study and the tracker. */
export function follow(o: Follow): Following {
  const wheel: Wheel = { o, reins: undefined, position: 0, newest: 0, failures: 0, trouble: undefined, elsewhere: false, tries: Infinity }
  const [life, wake] = [new AbortController(), new AbortController()]
  const looped = loop(wheel, life.signal, wake.signal)
  return {
    async settle(grace, tries) {
      wheel.tries = tries
      wheel.failures = 0
      wake.abort()
      const over = new AbortController()
      void o.clock.after(grace, over.signal).then(() => life.abort())
      await looped
      over.abort()
      await letGo(wheel)
      return standing(wheel)
    },
  }
}

interface Wheel {
  readonly o: Follow
  /** What it holds while it is its turn. */
  reins: Reins | undefined
  position: number
  newest: number
  failures: number
  trouble: string | undefined
  elsewhere: boolean
  /** Tries in vain until it ends; without end while the study goes on. */
  tries: number
}

interface Reins {
  readonly lease: Lease
  renewed: number
  readonly tracker: Tracker
  ledger: Ledger | undefined
  first: string
  /** Events that the tracker was shown and has not passed on. */
  shown: number
}

type Round = "idle" | "taken" | "unreached" | "elsewhere"

async function loop(wheel: Wheel, life: AbortSignal, wake: AbortSignal): Promise<void> {
  const { clock } = wheel.o
  while (!life.aborted) {
    const settling = isSettling(wheel)
    const round = await turned(wheel, life)
    if (settling && (round === "idle" || round === "elsewhere" || wheel.failures >= wheel.tries)) return
    const full = round === "taken" && wheel.position < wheel.newest
    if (life.aborted || (settling && round === "taken") || full) continue
    const pause = round === "unreached" ? pauseAfter(wheel) : round === "elsewhere" ? leaseTime / 6 : lookEvery
    await clock.after(pause, isSettling(wheel) ? life : wake)
  }
}

const isSettling = ({ tries }: Wheel): boolean => tries < Infinity

/** A try that fails in any way is tried again. */
async function turned(wheel: Wheel, life: AbortSignal): Promise<Round> {
  try {
    const round = await turn(wheel, life)
    wheel.elsewhere = round === "elsewhere"
    return round
  } catch (error) {
    return failed(wheel, (error as Error).message)
  }
}

async function turn(wheel: Wheel, life: AbortSignal): Promise<Round> {
  const reins = await hold(wheel)
  if (reins === undefined) return "elsewhere"
  if (reins.shown === 0) await show(wheel, reins)
  if (reins.shown === 0) return "idle"
  const flushed = await flush(wheel, reins, life)
  if (flushed.outcome === "unreached") return failed(wheel, flushed.why)
  for (const line of flushed.lost) wheel.o.say(`${reins.tracker.title} did not take ${line}`)
  if (wheel.trouble !== undefined) wheel.o.say(`${reins.tracker.title} answers again`)
  Object.assign(wheel, { failures: 0, trouble: undefined, position: wheel.position + reins.shown })
  reins.shown = 0
  await wheel.o.cursor(reins.tracker).write(reins.first, wheel.position)
  return "taken"
}

/** A flush may take longer than a lease: it is renewed meanwhile, and who has lost it stops. */
async function flush({ o: { clock, store } }: Wheel, reins: Reins, life: AbortSignal): Promise<Flushed> {
  const [over, lost] = [new AbortController(), new AbortController()]
  const renew = async (): Promise<void> => {
    if (await store.leases.renew(reins.lease, leaseTime)) reins.renewed = clock.now()
    else lost.abort()
  }
  clock.every(leaseTime / 4, () => void renew().catch(() => undefined), over.signal)
  try {
    return await reins.tracker.flush(reins.first, AbortSignal.any([life, lost.signal]))
  } finally {
    over.abort()
  }
}

function failed(wheel: Wheel, why: string): Round {
  const { o, reins, trouble } = wheel
  // An end that was asked for is no trouble of the other side, where that had answered so far.
  if (trouble === undefined && reins !== undefined && !isSettling(wheel))
    o.say(`${reins.tracker.title}: ${why}; what is not sent is kept, and the study goes on`)
  wheel.failures++
  // At the end a try is cut off: what is wrong was told by those before.
  if (!isSettling(wheel) || trouble === undefined) wheel.trouble = why
  return "unreached"
}

/** The lease, and a tracker that was shown all that has arrived; undefined while another process has it. */
async function hold(wheel: Wheel): Promise<Reins | undefined> {
  const { o, reins } = wheel
  const now = o.clock.now()
  if (reins !== undefined) {
    if (now - reins.renewed < leaseTime / 4) return reins
    if (await o.store.leases.renew(reins.lease, leaseTime)) return ((reins.renewed = now), reins)
    wheel.reins = undefined
  }
  const tracker = o.open()
  const lease = await taken(o, `${o.study}/track/${tracker.name}`)
  if (lease === undefined) return undefined
  const fresh: Reins = { lease, renewed: now, tracker, ledger: undefined, first: "", shown: 0 }
  wheel.reins = fresh
  try {
    await recall(wheel, fresh)
  } catch (error) {
    wheel.reins = undefined
    await o.store.leases.release(lease)
    throw error
  }
  return fresh
}

async function taken({ store, holder, alive }: Follow, key: string): Promise<Lease | undefined> {
  const answer = await store.leases.take(key, holder, leaseTime)
  if (!isHeld(answer)) return answer
  if (alive(answer.holder) !== false) return undefined
  const over = await store.leases.take(key, holder, leaseTime, answer.token)
  return isHeld(over) ? undefined : over
}

const isHeld = (answer: Lease | Held): answer is Held => "held" in answer

/** Shows the tracker what has arrived before. */
async function recall(wheel: Wheel, reins: Reins): Promise<void> {
  const { store, study, after } = wheel.o
  const cursor = wheel.o.cursor(reins.tracker)
  for await (const batch of store.read(study, 0)) {
    for (const event of batch) {
      if (reins.ledger === undefined) {
        reins.first = event.hash
        const known = await cursor.read(event.hash)
        wheel.position = known ?? after
        if (known === undefined) await cursor.write(event.hash, after)
      }
      wheel.newest = Math.max(wheel.newest, event.seq)
      if (event.seq <= wheel.position) shown(reins, event, false)
    }
  }
}

/** Shows it the next events of the log. */
async function show(wheel: Wheel, reins: Reins): Promise<void> {
  const { store, study } = wheel.o
  for await (const batch of store.read(study, reins.ledger?.seq ?? 0)) {
    for (const event of batch) {
      wheel.newest = Math.max(wheel.newest, event.seq)
      if (reins.shown >= atOnce) continue
      shown(reins, event, true)
      reins.shown++
    }
    if (reins.shown >= atOnce) return
  }
}

function shown(reins: Reins, event: StudyEvent, owed: boolean): void {
  if (reins.ledger === undefined) reins.first = event.hash
  reins.ledger = reins.ledger === undefined ? createLedger(event) : fold(reins.ledger, event)
  reins.tracker.fold(event, reins.ledger, owed)
}

async function letGo(wheel: Wheel): Promise<void> {
  const { o, reins } = wheel
  if (reins === undefined) return
  await count(wheel).catch(() => undefined)
  await o.store.leases.release(reins.lease).catch(() => undefined)
}

/** How far the log goes by now. */
async function count(wheel: Wheel): Promise<void> {
  for await (const batch of wheel.o.store.read(wheel.o.study, wheel.newest)) wheel.newest = batch.at(-1)?.seq ?? wheel.newest
}

function standing({ o, reins, position, newest, trouble, elsewhere }: Wheel): Standing {
  const { name, title } = reins?.tracker ?? o.open()
  return {
    name,
    title,
    position,
    pending: elsewhere ? 0 : Math.max(0, newest - position),
    ...(trouble !== undefined && { trouble }),
    ...(elsewhere && { elsewhere }),
  }
}

/** Half a second doubled with each failure, up to a minute: from the eighth on the other side is asked once a minute. */
const pauseAfter = ({ failures }: Wheel): number => Math.min(60_000, 250 * 2 ** failures)

/** Milliseconds between two looks for news: what happens in between is sent together. */
const lookEvery = 1000
const leaseTime = 30_000
/** Events of one round; in their log an event takes some hundred bytes. */
const atOnce = 250
