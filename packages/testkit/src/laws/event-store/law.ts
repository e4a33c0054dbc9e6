import type { Clock, EventBody, EventStore, Holder, Lease, StudyEvent } from "@diapason/core"
import { virtualClock, type VirtualClock } from "../../simulator/virtual-clock.ts"

/** Opens an empty store that judges time by `clock`. */
export type OpenStore = (clock: Clock) => Promise<OpenedStore>

export interface OpenedStore {
  readonly store: EventStore
  /** Closes the store and takes away what it left behind. */
  close(): Promise<void>
}

/** Opens an empty store that lasts. */
export type OpenLasting = (clock: Clock) => Promise<OpenedLasting>

export interface OpenedLasting extends OpenedStore {
  /** Closes the store and opens what it left behind. */
  reopen(): Promise<EventStore>
}

/** What every store must keep: `hold` rejects when the store that is opened does not keep it. */
export interface StoreLaw<Open = OpenStore> {
  readonly name: string
  hold(open: Open): Promise<void>
}

/** What a law works in: one store, its clock, and a study name or key that nobody has used. */
export interface Room {
  readonly store: EventStore
  readonly clock: VirtualClock
  fresh(): string
}

/** A law that is tried in one newly opened store. */
export const law = (name: string, hold: (room: Room) => Promise<void>): StoreLaw => ({
  name,
  async hold(open) {
    const clock = virtualClock()
    const { store, close } = await open(clock)
    let names = 0
    try {
      await hold({ store, clock, fresh: () => `study ${names++}` })
    } finally {
      await close()
    }
  },
})

/** An event that is told from others by its number. */
export const note = (n: number): EventBody => ({ kind: "note.set", key: "n", value: n })

/** `count` notes, numbered from `first`. */
export const notes = (count: number, first = 0): EventBody[] => Array.from({ length: count }, (_, i) => note(first + i))

/** The numbers of notes. */
export const numbers = (events: readonly StudyEvent[]): unknown[] => events.map((event) => ("value" in event ? event.value : undefined))

/** Everything after `after` that the store has. */
export async function all(store: EventStore, study: string, after = 0): Promise<StudyEvent[]> {
  const events: StudyEvent[] = []
  for await (const batch of store.read(study, after)) for (const event of batch) events.push(event)
  return events
}

/** What happened, without its stamp, as text: the order of keys counts. */
export function bodyText(event: StudyEvent): string {
  const { seq: _seq, at: _at, hash: _hash, ...body } = event
  return JSON.stringify(body)
}

export const holder = (name: string): Holder => ({ host: name, boot: "b", pid: 1, started: "0" })

/** Takes a lease that nobody else can hold. */
export async function taken(store: EventStore, key: string, ttl: number, over?: number): Promise<Lease> {
  const lease = await store.leases.take(key, holder("one"), ttl, over)
  if ("held" in lease) throw new Error(`the lease of ${JSON.stringify(key)} was refused to its only taker`)
  return lease
}

/** `work`, or an error when it has not ended in time. Only what should have happened long ago is waited for like this. */
export async function soon<T>(what: string, work: Promise<T>, within = 2000): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(`${what}: not within ${within} ms`)), within)))
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Lets everything settle that needs no timer. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
