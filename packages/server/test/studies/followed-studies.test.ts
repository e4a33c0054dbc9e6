import { fault, memoryStore, type EventStore } from "@diapason/core"
import { virtualClock } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { followedStudies } from "../../src/studies/followed-studies.ts"
import { begun, created, finished, opened, reported, served } from "../served.ts"

/** A store that fails while it is told to, as a disk does that is gone. */
function faltering(store: EventStore): EventStore & { gone: boolean } {
  const mustBeThere = (): void => {
    if (flaky.gone) throw fault("D409", { store: store.url, detail: "the disk gave an error" })
  }
  const flaky: EventStore & { gone: boolean } = {
    ...store,
    gone: false,
    async *read(study, after) {
      mustBeThere()
      yield* store.read(study, after)
    },
    async *watch(study, after, signal) {
      mustBeThere()
      for await (const batch of store.watch(study, after, signal)) {
        mustBeThere()
        yield batch
      }
    },
    async *studies() {
      mustBeThere()
      yield* store.studies()
    },
    async append(study, events, options) {
      mustBeThere()
      return store.append(study, events, options)
    },
  }
  return flaky
}

describe("studies that are followed", () => {
  it("are watched once, whoever asks", async () => {
    const clock = virtualClock()
    const store = memoryStore(clock)
    await store.append("a", [created("a")])
    let watches = 0
    const watch = store.watch.bind(store)
    store.watch = (...args) => (watches++, watch(...args))
    const studies = followedStudies(store, clock)
    const [one, two] = await Promise.all([studies.open("a"), studies.open("a")])
    await store.append("a", [opened()])
    await clock.advance(1)
    expect([one === two, watches, one.ledger.seq]).toEqual([true, 1, 2])
    await studies.close()
  })

  it("a store that is gone for ten seconds: the server says so, shows what it knew, and has lost nothing afterwards", async () => {
    const clock = virtualClock()
    const disk = memoryStore(clock)
    const store = faltering(disk)
    const { ask, app } = await served({ store }, clock)
    await store.append("a", [created("a"), opened(), ...begun(0)])
    await store.append("b", [created("b")])
    const key = "GET /v1/studies/:study"
    expect((await ask(key, { params: { study: "a" } })).json).not.toHaveProperty("stale")
    store.gone = true
    await disk.append("a", [reported(0, 1, 1)])
    await clock.advance(10_000)
    expect((await ask(key, { params: { study: "a" } })).json).toMatchObject({ stale: true, position: 4 })
    expect(await ask(key, { params: { study: "b" } })).toMatchObject({ status: 503, json: { code: "D409" } })
    expect((await ask("GET /v1/health")).status).toBe(200)
    store.gone = false
    await store.append("a", [finished(0, 1)])
    await clock.advance(10_000)
    const { json } = await ask(key, { params: { study: "a" } })
    expect(json).toMatchObject({ position: 6, counts: { complete: 1 } })
    expect(json).not.toHaveProperty("stale")
    expect((await ask(key, { params: { study: "b" } })).status).toBe(200)
    await app.close()
  })

  it("are let go when nobody has looked for ten minutes, unless somebody streams", async () => {
    const clock = virtualClock()
    const store = memoryStore(clock)
    for (const name of ["a", "b"]) await store.append(name, [created(name)])
    const studies = followedStudies(store, clock)
    await studies.open("a")
    const stop = (await studies.open("b")).listen(() => undefined)
    await clock.advance(9 * 60_000)
    expect([studies.known("a")?.study, studies.known("b")?.study]).toEqual(["a", "b"])
    await clock.advance(3 * 60_000)
    expect([studies.known("a")?.study, studies.known("b")?.study]).toEqual([undefined, "b"])
    stop()
    await clock.advance(12 * 60_000)
    expect(studies.known("b")).toBe(undefined)
    expect((await studies.open("a")).ledger.seq).toBe(1)
    await studies.close()
  })

  it("a study that is long to read answers meanwhile how far that is; the event loop is never held for long", async () => {
    const clock = virtualClock()
    const store = memoryStore(clock)
    const steps = Array.from({ length: 60_000 }, (_, i) => reported(0, i + 1, i))
    await store.append("big", [created("big"), opened(), ...begun(0)])
    await store.append("big", steps)
    const read = store.read.bind(store)
    let open: (() => void) | undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    store.read = async function* (study, after) {
      for await (const batch of read(study, after)) {
        if ((batch[0]?.seq ?? 0) > 30_000) await gate
        yield batch
      }
    }
    const studies = followedStudies(store, clock, 50)
    // How often others had their turn: a busy machine may make each piece longer, never one of all.
    let turns = 0
    const began = performance.now()
    const timer = setInterval(() => turns++, 1)
    for (;;) {
      const part = await studies.glance("big").catch(() => undefined)
      if ((part?.reading?.position ?? 0) < 28_000) continue
      expect(part!.reading).toMatchObject({ of: 60_004 })
      break
    }
    await expect(studies.soon("big")).rejects.toMatchObject({ code: "D430" })
    open!()
    const whole = await studies.open("big")
    clearInterval(timer)
    expect([whole.ledger.seq, whole.reading]).toEqual([60_004, undefined])
    expect((performance.now() - began) / turns).toBeLessThan(50)
    await studies.close()
  })
})
