import {
  advance,
  createMind,
  drawFlat,
  loadSnapshot,
  memoryStore,
  mindOf,
  propose,
  saveSnapshot,
  type Choose,
  type EventBody,
  type EventStore,
  type Ledger,
  type Mind,
  type Sampler,
  type Space,
  type StudyEvent,
} from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyStudyLog, study, virtualClock } from "../../src/index.ts"

/** Draws around a sum of all that was observed, in order: a sampler that saw something else, or in another order, draws elsewhere. */
const remembering: Sampler<{ space: Space; sum: number }> = {
  id: "remembering/1",
  init: ({ space }) => ({ space, sum: 0 }),
  observe(state, { number, outcome }) {
    const loss = outcome.kind === "complete" && Number.isFinite(outcome.losses[0]) ? outcome.losses[0]! : -1
    return { ...state, sum: 0.5 * state.sum + number + loss }
  },
  suggest({ space, sum }, ask) {
    const pending = ask.pending.map(({ number }) => number).join()
    return { flat: drawFlat(space, () => ask.rng("random").uniform()), why: `${sum} ${pending}` }
  },
}

const choose: Choose = () => ({
  sampler: remembering,
  scheduler: {
    id: "none/1",
    init: () => undefined,
    observe: () => undefined,
    next: () => ({ do: "start" }),
    decide: () => ({ action: "continue", why: "always" }),
  },
})

const created = study({ constraints: ["acc <= 500"], budget: { trials: 100 } })

async function stored(log: readonly EventBody[]): Promise<{ store: EventStore; events: readonly StudyEvent[] }> {
  const store = memoryStore(virtualClock())
  const appended = await store.append("s", log)
  return { store, events: appended.outcome === "won" ? appended.events : [] }
}

function thinking([first, ...rest]: readonly StudyEvent[]): Mind {
  const mind = createMind(first!, choose)
  for (const event of rest) advance(mind, event)
  return mind
}

/** Everything a ledger says, as one value, the order of its sets included; rules hold functions and follow from the definition. */
const said = ({ rules: _rules, space: _space, running, waiting, paused, sessions, ...ledger }: Ledger): unknown => ({
  ...ledger,
  sets: [running, waiting, paused, sessions].map((set) => [...set]),
})

describe("a snapshot", () => {
  it("gives back an equal ledger, whatever had happened", async () => {
    await fc.assert(
      fc.asyncProperty(anyStudyLog(created), async (log) => {
        const { store, events } = await stored(log)
        const mind = thinking(events)
        mind.owed.clear()
        expect(await saveSnapshot(store, "s", mind, 1)).toBe(true)
        const loaded = await loadSnapshot(store, "s")
        expect(said(loaded!)).toEqual(said(mind.ledger))
      }),
      { numRuns: 60 },
    )
  })

  it("and what came later give the mind that folding from the start gives: the same next suggestion", async () => {
    await fc.assert(
      fc.asyncProperty(anyStudyLog(created), fc.nat(60), async (log, at) => {
        const cut = 1 + (at % log.length)
        const { store, events } = await stored(log)
        const early = thinking(events.slice(0, cut))
        early.owed.clear()
        await saveSnapshot(store, "s", early, 1)
        const resumed = mindOf((await loadSnapshot(store, "s"))!, choose)
        for (const event of events.slice(cut)) advance(resumed, event)
        const whole = thinking(events)
        expect(said(resumed.ledger)).toEqual(said(whole.ledger))
        expect(resumed.states.sampler).toEqual({ ...(whole.states.sampler as object), space: resumed.ledger.space })
        expect(await propose(resumed)).toEqual(await propose(whole))
      }),
      { numRuns: 60 },
    )
  })

  it("is what it was at one moment, though the study goes on while it is written", async () => {
    const log = [created, ...Array.from({ length: 600 }, (_, n) => n).flatMap(begun)]
    const { store, events } = await stored(log)
    const mind = thinking(events.slice(0, -1))
    const before = said(thinking(events.slice(0, -1)).ledger)
    const slow: EventStore = {
      ...store,
      cache: {
        get: (...rest) => store.cache.get(...rest),
        async put(name, key, bytes) {
          if (mind.ledger.seq < events.length) {
            advance(mind, events.at(-1)!)
            const later = await store.append("s", [{ kind: "trial.reported", trial: 599, attempt: 1, step: 5, metrics: { loss: 7 } }])
            if (later.outcome === "won") advance(mind, later.events[0]!)
          }
          await store.cache.put(name, key, bytes)
        },
      },
    }
    expect(await saveSnapshot(slow, "s", mind, 1)).toBe(true)
    expect(said((await loadSnapshot(store, "s"))!)).toEqual(before)
  })

  it("is written when enough has come since the last one, and not before", async () => {
    const { store, events } = await stored([created, ...begun(0), ...begun(1)])
    const mind = thinking(events)
    expect(await saveSnapshot(store, "s", mind, events.length + 1)).toBe(false)
    expect(await loadSnapshot(store, "s")).toBeUndefined()
    expect(await saveSnapshot(store, "s", mind, events.length)).toBe(true)
    expect(await saveSnapshot(store, "s", mind, 1)).toBe(false)
    const next = await store.append("s", begun(2))
    if (next.outcome === "won") for (const event of next.events) advance(mind, event)
    expect(await saveSnapshot(store, "s", mind, 3)).toBe(true)
    expect((await loadSnapshot(store, "s"))!.seq).toBe(events.length + 3)
  })

  it("waits while a verdict is owed: that is not in the ledger", async () => {
    const { store, events } = await stored([created, ...begun(0)])
    const mind = thinking(events)
    mind.owed.set(0, { action: "stop", why: "late", report: 4 })
    expect(await saveSnapshot(store, "s", mind, 1)).toBe(false)
  })
})

describe("a snapshot is ignored", () => {
  const saved = async () => {
    const { store, events } = await stored([created, ...Array.from({ length: 600 }, (_, n) => n).flatMap(begun)])
    await saveSnapshot(store, "s", thinking(events), 1)
    return { store, events }
  }

  it("when the log has another past", async () => {
    const { store, events } = await saved()
    const other = memoryStore(virtualClock())
    await other.append("s", [study({ seed: 2 }), ...events.slice(1).map(bodyOf)])
    expect(await loadSnapshot({ ...other, cache: store.cache }, "s")).toBeUndefined()
  })

  it("when the log is shorter than it", async () => {
    const { store, events } = await saved()
    const other = memoryStore(virtualClock())
    await other.append("s", events.slice(0, -1).map(bodyOf))
    expect(await loadSnapshot({ ...other, cache: store.cache }, "s")).toBeUndefined()
  })

  it.each(["ledger", "ledger.a.0", "ledger.a.1"])("when %s was emptied or spoiled", async (gone) => {
    const { store } = await saved()
    const without: EventStore = {
      ...store,
      cache: { ...store.cache, get: async (name, key) => (key === gone ? undefined : store.cache.get(name, key)) },
    }
    expect(await loadSnapshot(without, "s")).toBeUndefined()
    await store.cache.put("s", gone, new TextEncoder().encode('{"format":1'))
    expect(await loadSnapshot(store, "s")).toBeUndefined()
  })

  it("when two conductors wrote into it by turns", async () => {
    const { store, events } = await saved()
    const piece = (await store.cache.get("s", "ledger.a.1"))!
    const more = await store.append("s", begun(600))
    const mind = thinking([...events, ...(more.outcome === "won" ? more.events : [])])
    await saveSnapshot(store, "s", mind, 1)
    expect((await loadSnapshot(store, "s"))!.seq).toBe(mind.ledger.seq)
    await store.cache.put("s", "ledger.b.1", piece)
    expect(await loadSnapshot(store, "s")).toBeUndefined()
  })

  it("when the cache cannot be written, which loses nothing", async () => {
    const { store, events } = await stored([created, ...begun(0)])
    const full: EventStore = { ...store, cache: { ...store.cache, put: () => Promise.reject(new Error("full")) } }
    expect(await saveSnapshot(full, "s", thinking(events), 1)).toBe(false)
  })
})

const begun = (trial: number): EventBody[] => [
  { kind: "trial.suggested", trial, config: { x: 0.5 }, why: "drawn", by: "random/1", basis: 1 },
  { kind: "trial.started", trial, attempt: 1, session: "me" },
  { kind: "trial.reported", trial, attempt: 1, step: 1, metrics: { loss: 1 } },
]

function bodyOf({ seq: _seq, at: _at, hash: _hash, ...body }: StudyEvent): EventBody {
  return body as EventBody
}
