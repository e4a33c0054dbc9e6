import { memoryStore, type EventBody, type EventStore, type Tracker } from "@diapason/core"
import { someHolder, study, virtualClock } from "@diapason/testkit"
import { expect, test } from "vitest"
import { follow } from "../src/index.ts"

/** A place that keeps the positions that it is sent, and may be away. */
interface Place {
  readonly heard: number[]
  tries: number
  away: boolean
}

const place = (): Place => ({ heard: [], tries: 0, away: false })

function trackerTo(there: Place, to = "there"): Tracker {
  let owed: number[] = []
  return {
    name: "some",
    title: "Some place",
    to,
    fold: (event, ledger, isOwed) => {
      expect(ledger.seq).toBe(event.seq)
      if (isOwed) owed.push(event.seq)
    },
    async flush() {
      there.tries++
      if (there.away) return { outcome: "unreached", why: "nobody is there" }
      there.heard.push(...owed)
      owed = []
      return Promise.resolve({ outcome: "taken", lost: [] })
    },
  }
}

interface Scene {
  readonly clock: ReturnType<typeof virtualClock>
  readonly store: EventStore
  readonly positions: Map<string, number>
  readonly said: string[]
}

function scene(): Scene {
  const clock = virtualClock()
  return { clock, store: memoryStore(clock), positions: new Map(), said: [] }
}

interface More {
  readonly open?: () => Tracker
  readonly after?: number
  readonly to?: string
  readonly alive?: boolean
}

const begin = ({ clock, store, positions, said }: Scene, there: Place, { open, after = 0, to, alive = true }: More = {}) =>
  follow({
    store,
    study: "s",
    open: open ?? (() => trackerTo(there, to)),
    cursor: (tracker) => ({
      read: (id) => Promise.resolve(positions.get(id + tracker.to)),
      write: (id, position) => Promise.resolve(void positions.set(id + tracker.to, position)),
    }),
    after,
    clock,
    holder: someHolder,
    alive: () => alive,
    say: (text) => void said.push(text),
  })

const note = (value: number): EventBody => ({ kind: "note.set", key: "n", value })
const happen = ({ store }: Scene, ...events: readonly EventBody[]) => store.append("s", events)
const settled = (at: Scene, following: ReturnType<typeof follow>, grace = 5000) => at.clock.run(following.settle(grace, 2))

test("what happens is passed on in order within a second or two, and what is left at the end", async () => {
  const [at, there] = [scene(), place()]
  await happen(at, study(), note(1))
  const following = begin(at, there)
  await at.clock.run(at.clock.after(1500))
  expect(there.heard).toEqual([1, 2])
  await happen(at, note(2), note(3))
  expect(await settled(at, following)).toEqual({ name: "some", title: "Some place", position: 4, pending: 0 })
  expect(there.heard).toEqual([1, 2, 3, 4])
  expect(at.said).toEqual([])
})

test("a place that is away for an hour is tried ever more seldom, is told of once, and has everything when it is back", async () => {
  const [at, there] = [scene(), place()]
  await happen(at, study())
  there.away = true
  const following = begin(at, there)
  for (let minute = 0; minute < 60; minute++) {
    await happen(at, note(minute))
    await at.clock.run(at.clock.after(60_000))
  }
  expect(there.tries).toBeLessThan(70)
  expect(at.said).toEqual(["Some place: nobody is there; what is not sent is kept, and the study goes on"])
  there.away = false
  await at.clock.run(at.clock.after(65_000))
  expect(there.heard).toEqual(Array.from({ length: 61 }, (_, i) => i + 1))
  expect(at.said.slice(1)).toEqual(["Some place answers again"])
  await settled(at, following)
})

test("at the end a place that is away is not waited for, and the next process goes on from there", async () => {
  const [at, there] = [scene(), place()]
  await happen(at, study(), note(1))
  expect(await settled(at, begin(at, there))).toMatchObject({ position: 2 })
  there.away = true
  await happen(at, note(2), note(3), note(4))
  const before = at.clock.now()
  expect(await settled(at, begin(at, there))).toMatchObject({ position: 2, pending: 3, trouble: "nobody is there" })
  expect(at.clock.now() - before).toBeLessThanOrEqual(5000)
  there.away = false
  expect(await settled(at, begin(at, there))).toMatchObject({ position: 5, pending: 0 })
  expect(there.heard).toEqual([1, 2, 3, 4, 5])
})

test("of several processes one follows at a time; when it has gone, another does, and when it was killed too", async () => {
  const [at, there] = [scene(), place()]
  await happen(at, study(), note(1))
  const [first, second] = [begin(at, there), begin(at, there)]
  await at.clock.run(at.clock.after(1500))
  await happen(at, note(2))
  expect(await settled(at, second)).toMatchObject({ elsewhere: true, pending: 0 })
  expect(await settled(at, first)).toMatchObject({ position: 3, pending: 0 })
  // Killed: its lease is left behind, and its process is known to be gone.
  const lease = await at.store.leases.take("s/track/some", someHolder, 3_600_000)
  expect(lease).toMatchObject({ token: expect.any(Number) as number })
  await happen(at, note(3))
  expect(await settled(at, begin(at, there, { alive: false }))).toMatchObject({ position: 4, pending: 0 })
  expect(there.heard).toEqual([1, 2, 3, 4])
})

test("a flush that takes minutes keeps its turn", async () => {
  const [at, there] = [scene(), place()]
  await happen(at, study(), note(1))
  const slow: Tracker = {
    ...trackerTo(there),
    async flush() {
      await at.clock.after(200_000)
      there.heard.push(0)
      return { outcome: "taken", lost: [] }
    },
  }
  const following = begin(at, there, { open: () => slow })
  await at.clock.run(at.clock.after(100_000))
  expect(await settled(at, begin(at, there))).toMatchObject({ elsewhere: true })
  await at.clock.run(at.clock.after(150_000))
  expect(there.heard).toEqual([0])
  expect(await settled(at, following)).toMatchObject({ position: 2 })
})

test("a log of many thousands of events goes in rounds, and a process that dies in between repeats one round at most", async () => {
  const [at, there] = [scene(), place()]
  await happen(at, study(), ...Array.from({ length: 4999 }, (_, i) => note(i)))
  await settled(at, begin(at, there))
  expect(there.tries).toBe(20)
  expect(there.heard).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1))
})

test("notifications of a study that is old begin now; what came later is kept for them", async () => {
  const [at, there] = [scene(), place()]
  await happen(at, study(), note(1), note(2))
  await settled(at, begin(at, there, { after: 3 }))
  await happen(at, note(3))
  await settled(at, begin(at, there, { after: 4 }))
  expect(there.heard).toEqual([4])
})

test("another address begins anew", async () => {
  const [at, there, elsewhere] = [scene(), place(), place()]
  await happen(at, study(), note(1))
  await settled(at, begin(at, there))
  await settled(at, begin(at, elsewhere, { to: "elsewhere" }))
  expect(elsewhere.heard).toEqual([1, 2])
})

test("a tracker that throws, or a store that has failed, ends nothing", async () => {
  const at = scene()
  await happen(at, study(), note(1))
  const broken: Tracker = { ...trackerTo(place()), flush: () => Promise.reject(new Error("a fault of its own")) }
  const following = begin(at, place(), { open: () => broken })
  await at.clock.run(at.clock.after(3000))
  expect(at.said).toEqual([expect.stringContaining("a fault of its own") as string])
  await at.store.close()
  expect(await settled(at, following)).toMatchObject({ pending: 2 })
})
