import {
  canonicalJson,
  memoryStore,
  sha256,
  stamp,
  type Appended,
  type Clock,
  type EventBody,
  type EventStore,
  type Held,
  type Lease,
  type StudyEvent,
} from "@diapason/core"

/** For each law, by its name, a store that breaks this one and keeps all the others. */
export const brokenStores: Readonly<Record<string, (clock: Clock) => EventStore>> = {
  "what is read is what was appended, in order": (clock) => {
    const store = memoryStore(clock)
    const turned = (events: readonly EventBody[]) => ([2, 4].includes(events.length) ? events.toReversed() : events)
    return { ...store, append: (study, events, options) => store.append(study, turned(events), options) }
  },
  "positions run from 1 without gaps, and a read begins after the one it is given": (clock) => renumbered(memoryStore(clock), 1),
  "every JSON value comes back equal, with its keys in their order": (clock) => {
    const store = memoryStore(clock)
    const sorted = (event: EventBody): EventBody => (event.kind === "note.set" ? event : (JSON.parse(canonicalJson(event)) as EventBody))
    return { ...store, append: (study, events, options) => store.append(study, events.map(sorted), options) }
  },
  "what append gives back is what a reader sees": (clock) => {
    const store = memoryStore(clock)
    const bare = (appended: Appended): Appended =>
      appended.outcome === "won" ? { outcome: "won", events: appended.events.slice(1) } : appended
    return { ...store, append: async (...call) => bare(await store.append(...call)) }
  },
  "nobody changes the past by changing what he appended or what he read": (clock) => careless(memoryStore(clock)),
  "studies do not mix, whatever their names": (clock) => {
    const store = memoryStore(clock)
    const short = (study: string): string => (study.startsWith("aa") ? "aa" : study)
    return {
      ...store,
      append: (study, events, options) => store.append(short(study), events, options),
      read: (study, after) => store.read(short(study), after),
    }
  },
  "an append is all or nothing, also of a thousand events": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      async append(study, events, options) {
        if (events.length <= 10) return store.append(study, events, options)
        const first = await store.append(study, events.slice(0, 5), options)
        if (first.outcome !== "won") return first
        const rest = await store.append(study, events.slice(5))
        return rest.outcome === "won" ? { outcome: "won", events: [...first.events, ...rest.events] } : rest
      },
    }
  },
  "each event is linked to the one before it by its hash": (clock) =>
    mapped(memoryStore(clock), (event) => ({ ...event, hash: sha256(canonicalJson({ ...event, hash: "" })) })),
  "appends at the same time each get positions of their own": (clock) => {
    const store = memoryStore(clock)
    const busy = new Map<string, Promise<Appended>>()
    return {
      ...store,
      async append(study, events, options) {
        if (options !== undefined || events.length !== 1) return store.append(study, events, options)
        const underway = busy.get(study)
        if (underway !== undefined) return underway
        const done = store.append(study, events, options)
        busy.set(study, done)
        await Promise.allSettled([done, turns(3)])
        busy.delete(study)
        return done
      },
    }
  },
  "a reader half way is not disturbed by an append": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      async *read(study, after) {
        const first = await sizeOf(store, study)
        let seen = after
        for await (const batch of store.read(study, after)) {
          seen += batch.length
          yield batch
          if ((await sizeOf(store, study)) > first) break
        }
        if (seen < first) yield* store.read(study, seen + (await sizeOf(store, study)) - first)
      },
    }
  },
  "of the writers with one once key one wins, and the others change nothing": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      append: (study, events, options = {}) => store.append(study, events, events.length > 1 ? without(options, "once") : options),
    }
  },
  "a once key counts in its own study alone, and different keys are different": (clock) => {
    const store = memoryStore(clock)
    const first = new Map<string, string>()
    return {
      ...store,
      async append(study, events, options) {
        const once = options?.once
        if (once === undefined || options?.fence !== undefined) return store.append(study, events, options)
        if ((first.get(once) ?? study) !== study && events.length === 1) return { outcome: "taken" }
        first.set(once, study)
        return store.append(study, events, options)
      },
    }
  },
  "a once key that nobody won is free": (clock) => {
    const store = memoryStore(clock)
    const lost = new Set<string>()
    return {
      ...store,
      async append(study, events, options) {
        const claim = `${study}/${options?.once}`
        if (options?.fence === undefined && lost.has(claim)) return { outcome: "taken" }
        const appended = await store.append(study, events, options)
        if (appended.outcome === "fenced" && options?.once !== undefined) lost.add(claim)
        return appended
      },
    }
  },
  "who has lost the lease appends nothing; who has it appends, also when its time has run out": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      async append(study, events, options = {}) {
        const held = options.fence === undefined ? undefined : await store.leases.look(options.fence.key)
        return held?.expired === true ? { outcome: "fenced" } : store.append(study, events, options)
      },
    }
  },
  "who has lost the lease hears of that before anything else": (clock) => {
    const store = memoryStore(clock)
    const used = new Set<string>()
    return {
      ...store,
      async append(study, events, options) {
        const claim = `${study}/${options?.once}`
        if (used.has(claim)) return { outcome: "taken" }
        const appended = await store.append(study, events, options)
        if (appended.outcome === "won" && options?.once !== undefined) used.add(claim)
        return appended
      },
    }
  },
  "the fence is asked in the same step as the append": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      async append(study, events, options = {}) {
        if (options.fence === undefined) return store.append(study, events, options)
        const held = await store.leases.look(options.fence.key)
        if (held?.token !== options.fence.token) return { outcome: "fenced" }
        await turns(3)
        return store.append(study, events, without(options, "fence"))
      },
    }
  },
  "of several takers of one key one wins, and the others learn who it is": (clock) =>
    withLeases(memoryStore(clock), (leases) => ({
      async take(key, holder, ttl, over) {
        const present = await leases.look(key)
        await turns(1)
        return leases.take(key, holder, ttl, present === undefined ? ((await leases.look(key))?.token ?? over) : over)
      },
    })),
  "leases of different keys have nothing to do with each other": (clock) =>
    withLeases(memoryStore(clock), (leases) => ({
      look: (key) => leases.look(key.toLowerCase()),
      take: (key, holder, ttl, over) => leases.take(key.toLowerCase(), holder, ttl, over),
    })),
  "the tokens of a key only grow, also after it was given back": (clock) => restarting(memoryStore(clock)),
  "a lease runs out by the store's clock, then and not before": (clock) =>
    withLeases(memoryStore(clock), (leases) => ({
      async take(key, holder, ttl, over) {
        const present = await leases.look(key)
        return present !== undefined && over === undefined ? present : leases.take(key, holder, ttl, over)
      },
    })),
  "before its time a lease is taken only over its present token": (clock) =>
    withLeases(memoryStore(clock), (leases) => ({
      async take(key, holder, ttl, over) {
        const present = await leases.look(key)
        return leases.take(key, holder, ttl, over === undefined ? undefined : present?.token)
      },
    })),
  "who renews keeps the lease from then on": (clock) =>
    withLeases(memoryStore(clock), (leases) => ({ renew: async (lease) => (await leases.look(lease.key))?.token === lease.token })),
  "who has lost a lease cannot renew it": (clock) =>
    withLeases(memoryStore(clock), (leases) => ({
      renew: async (lease, ttl) => (await leases.renew(lease, ttl)) || (await leases.look(lease.key)) !== undefined,
    })),
  "a lease that was given back is free, and no longer its old holder's": (clock) =>
    withLeases(memoryStore(clock), () => ({ release: async () => undefined })),
  "who has lost a lease gives nothing back": (clock) =>
    withLeases(memoryStore(clock), (leases) => ({
      async release({ key }) {
        const token = (await leases.look(key))?.token
        if (token !== undefined) await leases.release({ key, token })
      },
    })),
  "a look tells the holder, the token and whether the time has run out": (clock) =>
    withLeases(memoryStore(clock), (leases) => ({
      async look(key) {
        const held = await leases.look(key)
        return held?.expired === true ? undefined : held
      },
    })),
  "a watcher gets what is there and then what comes, each once and in order": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      async *watch(study, after, signal) {
        let last: readonly StudyEvent[] = []
        for await (const batch of store.watch(study, after, signal)) {
          yield after > 0 ? [...last, ...batch] : batch
          last = batch
        }
      },
    }
  },
  "what is appended while a watcher turns from reading to waiting is not missed": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      async *watch(study, after, signal) {
        let seen = after
        if (signal.aborted) return
        for await (const batch of store.read(study, after)) {
          seen += batch.length
          yield batch
          if (signal.aborted) return
        }
        const caught = seen === 1 && after === 0 ? await sizeOf(store, study) : seen
        yield* store.watch(study, caught, signal)
      },
    }
  },
  "a watch ends when its signal is aborted, before it began, while it reads and while it waits": (clock) => {
    const store = memoryStore(clock)
    const ended = new AbortController()
    return {
      ...store,
      async *watch(study, after) {
        yield* store.watch(study, after, ended.signal)
      },
    }
  },
  "a watcher of a study that does not exist yet sees it begin": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      async *watch(study, after, signal) {
        if ((await sizeOf(store, study)) > 0) yield* store.watch(study, after, signal)
      },
    }
  },
  "an event has the store's time, and time never goes back": (clock) => renumbered(memoryStore(clock), 0, (at, first) => 2 * first - at),
  "studies are listed in the order of their creation": (clock) => {
    const store = memoryStore(clock)
    return {
      ...store,
      async *studies() {
        const headers = []
        for await (const header of store.studies()) headers.push(header)
        yield* headers.toSorted((a, b) => (a.study < b.study ? -1 : 1))
      },
    }
  },
  "the header of a study tells position and time of its newest event": (clock) => {
    const store = memoryStore(clock)
    const start = clock.now()
    return {
      ...store,
      async *studies() {
        for await (const header of store.studies()) yield { ...header, at: start }
      },
    }
  },
  "the cache gives the bytes last put under that name of that study, or nothing": (clock) => {
    const store = memoryStore(clock)
    const kept = new Map<string, Uint8Array>()
    return {
      ...store,
      cache: { get: async (study, name) => kept.get(study + name), put: async (study, name, bytes) => void kept.set(study + name, bytes) },
    }
  },
  "a closed store ends its watches and refuses what is asked of it, and closes twice": (clock) => ({
    ...memoryStore(clock),
    close: async () => undefined,
  }),
}

/** The store with its events read, watched and given back through `change`. */
function mapped(store: EventStore, change: (event: StudyEvent) => StudyEvent): EventStore {
  return {
    ...store,
    async append(...call) {
      const appended = await store.append(...call)
      return appended.outcome === "won" ? { outcome: "won", events: appended.events.map(change) } : appended
    },
    async *read(...call) {
      for await (const batch of store.read(...call)) yield batch.map(change)
    },
    async *watch(...call) {
      for await (const batch of store.watch(...call)) yield batch.map(change)
    },
  }
}

/** The store with positions moved by `by` and times changed, and with a chain that holds all the same. */
function renumbered(store: EventStore, by: number, time: (at: number, first: number) => number = (at) => at): EventStore {
  const chains = new Map<string, StudyEvent[]>()
  const changed = async (study: string, events: readonly StudyEvent[]): Promise<StudyEvent[]> => {
    const all: StudyEvent[] = []
    for await (const batch of store.read(study, 0)) all.push(...batch)
    const chain = chains.get(study) ?? []
    chains.set(study, chain)
    for (const { seq, at, hash: _hash, ...body } of all.slice(chain.length)) {
      const first = chain[0]?.at ?? at
      chain.push(stamp({ seq: seq - 1 + by, hash: chain.at(-1)?.hash ?? "" }, body as EventBody, time(at, first)))
    }
    return events.map(({ seq }) => chain[seq - 1]!)
  }
  return {
    ...store,
    async append(study, events, options) {
      const appended = await store.append(study, events, options)
      return appended.outcome === "won" ? { outcome: "won", events: await changed(study, appended.events) } : appended
    },
    async *read(study, after) {
      for await (const batch of store.read(study, after)) yield changed(study, batch)
    },
  }
}

/** Gives every reader, and the writer, the very same objects. */
function careless(store: EventStore): EventStore {
  const seen = new Map<string, StudyEvent>()
  const thawed = (event: StudyEvent): StudyEvent => {
    const kept = seen.get(event.hash) ?? structuredClone(event)
    seen.set(event.hash, kept)
    return "key" in event && event.key === "k" ? kept : event
  }
  return mapped(store, thawed)
}

/** Begins the tokens of a key at 1 again each time it is given back. */
function restarting(store: EventStore): EventStore {
  const base = new Map<string, number>()
  const real = ({ key, token }: Lease): Lease => ({ key, token: token + (base.get(key) ?? 0) })
  const shown = <T extends Lease | Held | undefined>(key: string, lease: T): T =>
    lease === undefined ? lease : { ...lease, token: lease.token - (base.get(key) ?? 0) }
  return {
    ...withLeases(store, (leases) => ({
      take: async (key, holder, ttl, over) => shown(key, await leases.take(key, holder, ttl, over && real({ key, token: over }).token)),
      renew: (lease, ttl) => leases.renew(real(lease), ttl),
      look: async (key) => shown(key, await leases.look(key)),
      async release(lease) {
        const given = real(lease)
        await leases.release(given)
        if ((await leases.look(lease.key)) === undefined) base.set(lease.key, given.token)
      },
    })),
    append: (study, events, options = {}) =>
      store.append(study, events, options.fence === undefined ? options : { ...options, fence: real(options.fence) }),
  }
}

const withLeases = (store: EventStore, change: (leases: EventStore["leases"]) => Partial<EventStore["leases"]>): EventStore => ({
  ...store,
  leases: { ...store.leases, ...change(store.leases) },
})

type Claim = { readonly once?: string; readonly fence?: Lease }

const without = (options: Claim, name: keyof Claim): Claim =>
  Object.fromEntries(Object.entries(options).filter(([key]) => key !== name)) as Claim

async function sizeOf(store: EventStore, study: string): Promise<number> {
  let size = 0
  for await (const batch of store.read(study, 0)) size += batch.length
  return size
}

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}
