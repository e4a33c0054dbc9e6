import { replay, type EventStore } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { simulatedEngine, simulation, type Simulation } from "../../src/index.ts"
import { all } from "./open.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

const perStep = 1000

/** Trials of three steps in an engine that goes on without its conductors. */
function engineIn({ clock }: Simulation, says = (trial: number, step: number): number => trial / 100 + 0.01 * step) {
  return simulatedEngine(clock, ({ trial }) => ({
    steps: [1, 2, 3].map((step) => ({ takes: perStep, metrics: { loss: says(trial, step) } })),
  }))
}

type World = ReturnType<typeof engineIn>

const conductor = (world: Simulation, { executor }: { readonly executor: ReturnType<World["executor"]> }, pid: number, host?: string) =>
  world.start({ wanted: plainWanted(4), choose: plainChoice, executor, slots: 2, pid, ...(host !== undefined && { host }) })

async function whole(store: EventStore): Promise<void> {
  const events = await all(store)
  const ends = events.flatMap((e) => (e.kind === "trial.finished" ? [e.trial] : []))
  expect(ends.toSorted()).toEqual([0, 1, 2, 3])
  for (const trial of ends) {
    const steps = events.flatMap((e) => (e.kind === "trial.reported" && e.trial === trial ? [e.step] : []))
    expect(steps, `each report of trial ${trial} is in the log once`).toEqual([1, 2, 3])
  }
  expect((await replay(store, "plain", plainChoice)).difference).toBeUndefined()
}

describe("attempts that outlive their conductor", () => {
  for (const at of [200, 1500, 2500, 3500])
    it(`go on when it is killed after ${at} ms, and nothing runs twice or is forgotten`, async () => {
      const world = simulation()
      const engine = engineIn(world)
      const first = engine.executor()
      void conductor(world, { executor: first }, 1)
      await world.clock.advance(at)
      engine.cut(first)
      world.kill(1)
      // They go on, and may end, while nobody is there.
      await world.clock.advance(1700)
      await world.clock.run(conductor(world, { executor: engine.executor() }, 2))
      await whole(world.store)
      expect([...engine.begun.values()]).toEqual([1, 1, 1, 1])
      // What had ended shortly before may be swept again; what runs is not.
      expect(engine.swept.filter((key) => !/^[01]\.1\/session-1$/.test(key))).toEqual([])
    })

  it("are followed by a third when the second is killed too", async () => {
    const world = simulation()
    const engine = engineIn(world)
    for (const pid of [1, 2]) {
      const executor = engine.executor()
      void conductor(world, { executor }, pid)
      await world.clock.advance(1200)
      engine.cut(executor)
      world.kill(pid)
    }
    await world.clock.run(conductor(world, { executor: engine.executor() }, 3))
    await whole(world.store)
    expect([...engine.begun.values()]).toEqual([1, 1, 1, 1])
  })

  it("are followed from another host once the lease has run out, and left in peace by a conductor that wakes up late", async () => {
    const world = simulation()
    const engine = simulatedEngine(world.clock, ({ trial }) => ({
      steps: [1, 2, 3].map((step) => ({ takes: 60_000, metrics: { loss: trial / 100 + 0.01 * step } })),
    }))
    const frozen = engine.executor()
    let asleep = false
    const leases: EventStore["leases"] = {
      ...world.store.leases,
      renew: (lease, ttl) => (asleep ? new Promise(() => undefined) : world.store.leases.renew(lease, ttl)),
    }
    const late = world.start({
      wanted: plainWanted(4),
      choose: plainChoice,
      executor: frozen,
      slots: 2,
      pid: 1,
      store: { ...world.store, leases },
    })
    await world.clock.advance(1000)
    asleep = true
    await world.clock.advance(61_000)
    await world.clock.run(Promise.all([conductor(world, { executor: engine.executor() }, 2, "elsewhere"), late]))
    await whole(world.store)
    expect([...engine.begun.values()]).toEqual([1, 1, 1, 1])
  })

  it("are left alone by conductors without that engine", async () => {
    const world = simulation()
    const engine = engineIn(world)
    const first = engine.executor()
    void conductor(world, { executor: first }, 1)
    await world.clock.advance(1200)
    engine.cut(first)
    world.kill(1)
    const stranger = engine.executor()
    const { outliving: _, ...local } = stranger
    void conductor(world, { executor: { ...local, name: "local" } }, 2)
    await world.clock.advance(120_000)
    const events = await all(world.store)
    expect(events.filter(({ kind }) => kind === "trial.requeued" || kind === "trial.adopted")).toEqual([])
    await world.clock.run(conductor(world, { executor: engine.executor() }, 3))
    await whole(world.store)
  })

  it("end when the verdict on their last report was not written any more", async () => {
    const world = simulation()
    const engine = engineIn(world, (_, step) => (step >= 2 ? 0.9 : 0.1))
    const first = engine.executor()
    const { append } = world.store
    // The decision of the first to stop is lost with its process.
    const store: EventStore = {
      ...world.store,
      append: (study, events, o) =>
        events.some(({ kind }) => kind === "trial.decided") ? new Promise(() => undefined) : append(study, events, o),
    }
    void world.start({ wanted: plainWanted(4), choose: plainChoice, executor: first, slots: 2, pid: 1, store })
    await world.clock.advance(2500)
    engine.cut(first)
    world.kill(1)
    await world.clock.run(conductor(world, { executor: engine.executor() }, 2))
    const events = await all(world.store)
    expect(events.flatMap((e) => (e.kind === "trial.finished" ? [e.state] : []))).toEqual(["pruned", "pruned", "pruned", "pruned"])
    expect(engine.swept).toEqual(["0.1/session-1"])
    expect((await replay(world.store, "plain", plainChoice)).difference).toBeUndefined()
  })

  it("wait until the engine can be asked", async () => {
    const world = simulation()
    const engine = engineIn(world)
    const first = engine.executor()
    void conductor(world, { executor: first }, 1)
    await world.clock.advance(1200)
    engine.cut(first)
    world.kill(1)
    const executor = engine.executor()
    const mute = { ...executor, outliving: { ...executor.outliving!, living: () => Promise.reject(new Error("no answer")) } }
    await expect(conductor(world, { executor: mute }, 2)).rejects.toThrow("no answer")
    expect((await all(world.store)).filter(({ kind }) => kind === "trial.requeued")).toEqual([])
    await world.clock.run(conductor(world, { executor }, 3))
    await whole(world.store)
    expect([...engine.begun.values()]).toEqual([1, 1, 1, 1])
  })
})
