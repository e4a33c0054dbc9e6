import { fault } from "../errors/fault.ts"
import { origin, stamp } from "../event/chain.ts"
import type { EventBody, StudyEvent } from "../event/event.ts"
import type { Clock } from "../ports/clock.ts"
import type { Appended, EventStore, Lease, StudyHeader } from "../ports/event-store.ts"
import type { Signal } from "../ports/signal.ts"
import { memoryCache } from "./memory-cache.ts"
import { memoryLeases } from "./memory-leases.ts"
import { wakers } from "./wakers.ts"

/**
 * An event store that ends with its process: for tests, simulations, the browser page and studies nobody wants to keep.
 * Everything is held in memory, frozen, so that no reader can change what another one reads. An append is one synchronous
 * step, hence atomic. Time, and so the expiry of leases, is `clock`'s.
 */
export function memoryStore(clock: Pick<Clock, "now">): EventStore {
  const url = "memory:"
  const logs = new Map<string, Log>()
  const { leases, holds } = memoryLeases(clock)
  const waiting = wakers()
  let closed = false
  const alive = () => {
    if (closed) throw fault("D406", { store: url })
  }

  return {
    url,
    leases,
    cache: memoryCache(),
    async append(study, events, { once, fence } = {}) {
      alive()
      const log = logs.get(study) ?? emptyLog()
      const refused = refusal(log, once, fence, holds)
      if (refused !== undefined) return refused
      const stamped = follow(log, events, clock.now())
      if (once !== undefined) log.once.add(once)
      for (const event of stamped) log.events.push(event)
      logs.set(study, log)
      waiting.wake(study)
      return { outcome: "won", events: stamped }
    },
    async *read(study, after) {
      alive()
      yield* batches(logs.get(study)?.events ?? [], after)
    },
    async *watch(study, after, signal) {
      alive()
      let seen = after
      while (!signal.aborted && !closed) {
        for (const batch of batches(logs.get(study)?.events ?? [], seen)) {
          yield batch
          seen += batch.length
          if (ended(signal)) return
        }
        if ((logs.get(study)?.events.length ?? 0) <= seen && !closed) await waiting.wait(study, signal)
      }
    },
    async *studies() {
      alive()
      for (const [study, { events }] of [...logs]) {
        const last = events.at(-1)
        if (last !== undefined) yield header(study, last)
      }
    },
    async close() {
      closed = true
      waiting.wakeAll()
    },
  }
}

/** The log of one study, and the `once` keys that were used in it. */
interface Log {
  readonly events: StudyEvent[]
  readonly once: Set<string>
}

const emptyLog = (): Log => ({ events: [], once: new Set() })

const header = (study: string, last: StudyEvent): StudyHeader => ({ study, seq: last.seq, at: last.at })

/** A property that another turn may have changed: keeps the compiler from remembering what it was. */
const ended = (signal: Signal): boolean => signal.aborted

/** Why nothing may be appended, if so. The fence comes first: who has lost the lease learns nothing else. */
function refusal(log: Log, once: string | undefined, fence: Lease | undefined, holds: (lease: Lease) => boolean): Appended | undefined {
  if (fence !== undefined && !holds(fence)) return { outcome: "fenced" }
  if (once !== undefined && log.once.has(once)) return { outcome: "taken" }
  return undefined
}

/** The stamped events that follow the log; the log itself is not changed. Time never goes back. */
function follow(log: Log, bodies: readonly EventBody[], now: number): readonly StudyEvent[] {
  let head: { seq: number; hash: string } = log.events.at(-1) ?? origin
  const at = Math.max(now, log.events.at(-1)?.at ?? now)
  return bodies.map((body) => {
    const event = freeze(stamp(head, asRead(body), at))
    head = event
    return event
  })
}

/** What JSON makes of it: a copy that the caller cannot change, equal to what a store on disk would give back. */
const asRead = (body: EventBody): EventBody => JSON.parse(JSON.stringify(body)) as EventBody

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value
  for (const key of Object.keys(value)) freeze((value as Readonly<Record<string, unknown>>)[key])
  return Object.freeze(value)
}

function* batches(events: readonly StudyEvent[], after: number): Iterable<readonly StudyEvent[]> {
  for (let from = after; from < events.length; from += BATCH) yield events.slice(from, from + BATCH)
}

const BATCH = 2000
