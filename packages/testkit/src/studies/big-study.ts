import { createLedger, fold, memoryStore, type Clock, type EventStore, type Ledger, type StudyEvent } from "@diapason/core"
import { bigDefinition, type BigSize } from "./big-definition.ts"
import { trailOf } from "./big-trail.ts"

/** A study of any size that looks like one that was run, made while it is read: the same numbers give the same log. */
export interface BigStudy {
  readonly name: string
  /** How many events its log has. */
  readonly length: number
  /** The events after a position, in order. A hundred thousand trials with five million reports take some seconds. */
  events(after?: number): Iterable<StudyEvent>
  /** The fold of the whole log; a new one at each call. */
  ledger(): Ledger
  /**
   * A store that holds this study, read from `events` and not from memory. What is appended goes on from there, with leases and cache of a
   * `memoryStore`; other studies can stand beside it.
   */
  store(clock: Pick<Clock, "now">): EventStore
}

/**
 * A big study: conditional space with `parameters` primitives, a learned constraint, 64 slots (fewer for fewer trials) in four sessions, about
 * `points` reports of two metrics in all; two in three trials are complete, others pruned, failed in every way, infeasible, lost and run
 * again, excluded; as many as there are slots still run at its end. Positions and times are those of a log; hashes are its positions in
 * hexadecimal and no chain, since making one would take longer than all the rest.
 */
export function bigStudy(size: BigSize): BigStudy {
  const name = size.name ?? "big"
  const definition = bigDefinition(name, size)
  const trail = trailOf(definition, size)
  return {
    name,
    length: trail.length,
    events: (after = 0) => trail.events(after),
    ledger: () => folded(trail.events(0)),
    store: (clock) => behind(name, trail, memoryStore(clock)),
  }
}

function folded(events: Iterable<StudyEvent>): Ledger {
  let ledger: Ledger | undefined
  for (const event of events) ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
  return ledger!
}

/** The store of what comes after a trail; its positions begin where the trail ends. */
function behind(name: string, trail: Trail, later: EventStore): EventStore {
  const { length } = trail
  const shift = (batch: readonly StudyEvent[]) =>
    batch.map((event) => ({ ...event, seq: event.seq + length, at: Math.max(event.at, trail.at) }))
  return {
    ...later,
    url: "memory:",
    async append(study, events, options) {
      const appended = await later.append(study, events, options)
      return study !== name || appended.outcome !== "won" ? appended : { ...appended, events: shift(appended.events) }
    },
    async *read(study, after) {
      if (study !== name) return yield* later.read(study, after)
      yield* batches(trail.events(after))
      for await (const batch of later.read(study, Math.max(0, after - length))) yield shift(batch)
    },
    async *watch(study, after, signal) {
      if (study !== name) return yield* later.watch(study, after, signal)
      for (const batch of batches(trail.events(after))) {
        if (signal.aborted) return
        yield batch
      }
      for await (const batch of later.watch(study, Math.max(0, after - length), signal)) yield shift(batch)
    },
    async *studies() {
      const others = []
      let own = { study: name, seq: length, at: trail.at }
      for await (const header of later.studies()) {
        if (header.study === name) own = { study: name, seq: header.seq + length, at: Math.max(header.at, trail.at) }
        else others.push(header)
      }
      yield* [own, ...others]
    },
  }
}

interface Trail {
  readonly length: number
  /** Time of its last event. */
  readonly at: number
  events(after: number): Iterable<StudyEvent>
}

function* batches(events: Iterable<StudyEvent>): Iterable<readonly StudyEvent[]> {
  let batch: StudyEvent[] = []
  for (const event of events) {
    batch.push(event)
    if (batch.length < most) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Events in one batch. */
const most = 2000
