import {
  canonicalJson,
  loadSnapshot,
  memoryStore,
  mindOf,
  openSession,
  readMind,
  recall,
  replay,
  saveSnapshot,
  type Choose,
  type EventStore,
  type Problem,
  type Sampler,
  type Session,
  type Transfer,
  type Wanted,
} from "@diapason/core"
import { describe, expect, it } from "vitest"
import { virtualClock, type VirtualClock } from "../../src/index.ts"

/** Proposes what the best taught trials were, one after another, and says who taught; without a memory the middle. */
const taughtSampler: Sampler<{ readonly problem: Problem; seen: number }> = {
  id: "taught/1",
  init: (problem) => ({ problem, seen: 0 }),
  observe: (state) => ({ ...state, seen: state.seen + 1 }),
  suggest({ problem: { memory = [], strength, facts }, seen }) {
    const all = memory.flatMap(({ study, trials }) => trials.map((trial) => ({ study, ...trial })))
    const best = [...all].sort((a, b) => a.losses[0]! - b.losses[0]!)[seen]
    const how = `${strength === undefined ? "" : ` at ${strength}`}${facts === undefined ? "" : `, ${facts["rows"]} rows`}`
    return best === undefined
      ? { flat: { x: 0.5, k: 1 }, why: "nothing is remembered" }
      : { flat: best.flat, why: `from ${best.study}${how}` }
  },
}

const choose: Choose = () => ({
  sampler: taughtSampler,
  scheduler: {
    id: "plain/1",
    init: () => undefined,
    observe: () => undefined,
    next: () => ({ do: "start" }),
    decide: () => ({ action: "continue", why: "" }),
  },
})

const wanted = (name: string, more: Partial<Wanted> = {}): Wanted => ({
  name,
  space: { x: { type: "float", low: 0, high: 1 }, k: { type: "int", low: 1, high: 9 } },
  objectives: [{ metric: "loss", direction: "minimize" }],
  ...more,
})

interface World {
  readonly clock: VirtualClock
  readonly store: EventStore
}

function world(): World {
  const clock = virtualClock()
  return { clock, store: memoryStore(clock) }
}

async function open({ clock, store }: World, want: Wanted, transfer?: Transfer, extend = false): Promise<Session> {
  const { taught } = transfer === undefined ? {} : await recall(store, want, transfer)
  return openSession({
    store,
    clock,
    wanted: want,
    ...(taught !== undefined && { taught }),
    extend,
    choose,
    session: `s-${String(Math.floor(clock.now()))}-${want.name}-${extend}`,
    holder: { host: "here", boot: "b", pid: 1, started: "0" },
    host: { alive: () => true, sweep: () => Promise.resolve() },
    facts: {},
  })
}

/** A study of `count` trials whose loss is the distance of x from `at`. */
async function past(at: World, name: string, count: number, best = 0.3, more: Partial<Wanted> = {}): Promise<void> {
  const session = await open(at, wanted(name, more))
  for (let i = 0; i < count; i++) await session.add({ config: { x: i / count, k: 2 }, metrics: { loss: Math.abs(i / count - best) } })
  await session.close("over")
}

async function tellOne(session: Session): Promise<string> {
  const asked = await session.ask()
  if (asked.kind !== "trial") throw new Error(JSON.stringify(asked))
  await session.tell(asked.number, { loss: 1 })
  return `${asked.why}: ${JSON.stringify(asked.config)}`
}

describe("a study that earlier studies teach", () => {
  it("has their lessons in its log, suggests by them, and replays when they are gone", async () => {
    const at = world()
    await past(at, "a", 20)
    const session = await open(at, wanted("new", { facts: { rows: 150 } }), { strength: 0.5 })
    expect(await tellOne(session)).toBe('from a at 0.5, 150 rows: {"x":0.3,"k":2}')
    await session.close("over")
    const events = []
    for await (const batch of at.store.read("new", 0)) events.push(...batch)
    expect(events.slice(0, 3).map(({ kind }) => kind)).toEqual(["study.created", "study.taught", "session.opened"])
    const elsewhere = memoryStore(at.clock)
    await elsewhere.append("new", events.map(({ seq: _, at: __, hash: ___, ...body }) => body) as never)
    expect(await replay(elsewhere, "new", choose)).toMatchObject({ suggestions: 1 })
    expect((await replay(elsewhere, "new", choose)).difference).toBeUndefined()
    expect((await replay(at.store, "new", choose)).difference).toBeUndefined()
  })

  it("is the same from its log and from a snapshot", async () => {
    const at = world()
    await past(at, "a", 12)
    const session = await open(at, wanted("new"), {})
    await tellOne(session)
    await session.close("over")
    const mind = (await readMind(at.store, "new", choose))!
    expect(await saveSnapshot(at.store, "new", mind, 1)).toBe(true)
    const loaded = (await loadSnapshot(at.store, "new"))!
    expect(loaded.teaching!.lessons[0]!.trials).toHaveLength(12)
    expect({ ...loaded, rules: undefined }).toEqual({ ...mind.ledger, rules: undefined })
    expect(canonicalJson(mindOf(loaded, choose).states as never)).toBe(canonicalJson(mind.states as never))
  })

  it("is taught once: who opens it again goes on, whatever the store has learned since", async () => {
    const at = world()
    await past(at, "a", 12)
    const first = await open(at, wanted("new"), {})
    await first.close("over")
    await past(at, "b", 12, 0.9)
    await at.clock.advance(1)
    const again = await open(at, wanted("new"), {}, true)
    expect(again.ledger.teaching!.lessons.map(({ study }) => study)).toEqual(["a"])
  })

  it("keeps what fits when its space is revised", async () => {
    const at = world()
    await past(at, "a", 20)
    const first = await open(at, wanted("new"), {})
    await first.close("over")
    const narrow = wanted("new", { space: { x: { type: "float", low: 0.5, high: 1 }, k: { type: "int", low: 1, high: 9 } } })
    const session = await open(at, narrow, undefined, true)
    expect(await tellOne(session)).toBe('from a: {"x":0.5,"k":2}')
    await session.close("over")
    expect((await replay(at.store, "new", choose)).difference).toBeUndefined()
  })
})

describe("looking through a store", () => {
  it("takes the studies that match, the most alike and newest first, and tells of those that do not", async () => {
    const at = world()
    await past(at, "few", 9)
    await past(at, "good", 15)
    await past(at, "other-goal", 15, 0.3, { objectives: [{ metric: "loss", direction: "maximize" }] })
    const strange = { x: { type: "int", low: 16, high: 512 }, k: { type: "int", low: 1, high: 9 } } as const
    const meaning = await open(at, wanted("meaning", { space: strange }))
    for (let i = 0; i < 12; i++) await meaning.add({ config: { x: 16 + i, k: 1 }, metrics: { loss: i } })
    const stranger = await open(
      at,
      wanted("stranger", { space: { z: { type: "bool" } }, objectives: [{ metric: "f1", direction: "maximize" }] }),
    )
    await stranger.add({ config: { z: true }, metrics: { f1: 1 } })
    const { lessons, accounts, taught } = await recall(at.store, wanted("new"), {})
    expect(lessons.map(({ study, trials }) => [study, trials.length])).toEqual([["good", 15]])
    expect(taught!.why).toBe("the same goal and a space that matches: good (15 trials)")
    const told = Object.fromEntries(accounts.map(({ study, why }) => [study, why]))
    expect(Object.keys(told).sort()).toEqual(["few", "good", "meaning", "other-goal"])
    expect(told["few"]).toBe("9 of its 9 complete trials fit into today's space, and 10 are needed")
    expect(told["meaning"]).toBe("x means something else: there it is [16, 512], whole numbers, today [0, 1]")
    expect(told["other-goal"]).toBe("its goal is another one: loss maximize")
  })

  it("finds nothing in an empty store, and writes nothing then", async () => {
    expect(await recall(world().store, wanted("new"), {})).toEqual({ lessons: [], accounts: [], notes: [] })
    const at = world()
    await past(at, "a", 12)
    expect(await recall(at.store, wanted("new"), { strength: 0 })).toEqual({ lessons: [], accounts: [], notes: [] })
  })

  it("takes named studies and patterns, and says when a name is not there", async () => {
    const at = world()
    for (const name of ["net-1-a", "net-2-a", "net-2-b", "tree"]) await past(at, name, 12)
    const names = async (...from: string[]) => (await recall(at.store, wanted("new"), { from })).lessons.map(({ study }) => study).sort()
    expect(await names("net-*-a")).toEqual(["net-1-a", "net-2-a"])
    expect(await names("*2*", "tree")).toEqual(["net-2-a", "net-2-b", "tree"])
    expect(await names("none*")).toEqual([])
    await expect(names("net-1")).rejects.toThrow(expect.objectContaining({ code: "D139" }) as Error)
  })

  it("refuses a mapping to what today does not have, and says of one that nobody has", async () => {
    const at = world()
    await past(at, "a", 12)
    await expect(recall(at.store, wanted("new"), { map: { rate: "y" } })).rejects.toThrow(
      expect.objectContaining({ code: "D138" }) as Error,
    )
    const { notes, lessons } = await recall(at.store, wanted("new"), { map: { rate: "x" } })
    expect(notes).toEqual(["transfer.map: no study that was looked at has rate, which would be x here"])
    expect(lessons).toHaveLength(1)
  })

  it("takes at most as many studies as said, and says how many more there were", async () => {
    const at = world()
    for (const name of ["a", "b", "c"]) await past(at, name, 12)
    const { lessons, notes } = await recall(at.store, wanted("new"), { maxStudies: 2 })
    expect(lessons).toHaveLength(2)
    expect(notes).toEqual(["1 more study matches and is beyond transfer.max_studies"])
  })

  it("stays small where spaces are large", async () => {
    const at = world()
    const space = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`p${i}`, { type: "float", low: 0, high: 1 }]))
    const session = await open(at, wanted("wide", { space }))
    for (let i = 0; i < 60; i++)
      await session.add({ config: Object.fromEntries(Object.keys(space).map((name) => [name, i / 60])), metrics: { loss: i } })
    const { lessons } = await recall(at.store, wanted("new", { space }), {})
    expect(lessons[0]!.trials).toHaveLength(50)
  })

  it("reads a long log once: what is remembered is kept until something happens to the study", async () => {
    const at = world()
    await past(at, "a", 12)
    await recall(at.store, wanted("new"), {})
    const reads: string[] = []
    const counted: EventStore = { ...at.store, read: (study, after) => (reads.push(`${study} ${after}`), at.store.read(study, after)) }
    expect((await recall(counted, wanted("new"), { from: ["a"] })).lessons).toHaveLength(1)
    expect(reads).toEqual([])
    await past(at, "a", 0)
    await recall(counted, wanted("new"), { from: ["a"] })
    expect(reads.length).toBeGreaterThan(0)
  })
})
