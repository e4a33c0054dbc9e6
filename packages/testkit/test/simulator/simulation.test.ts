import { replay, verifyChain, type EventStore, type StudyEvent } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { crashingStore, simulatedExecutor, simulation, type Simulation } from "../../src/index.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

const executorOf = ({ clock }: Simulation) =>
  simulatedExecutor(clock, ({ config, trial }) => {
    const x = config["x"] as number
    const step = (n: number) => ({ takes: 100 + ((trial * 37) % 50), metrics: { loss: x + 0.01 * n } })
    return { steps: [step(1), step(2), step(3)] }
  })

describe("a simulated study", () => {
  it("with a hundred workers hands out exactly its budget and replays bit for bit", async () => {
    const world = simulation()
    const { ledger, outcome } = await world.clock.run(
      world.start({ wanted: plainWanted(300), choose: plainChoice, executor: executorOf(world), slots: 100 }),
    )
    expect(outcome).toBe("done")
    expect(ledger.trials).toHaveLength(300)
    expect(ledger.finished).toHaveLength(300)
    expect(ledger.trials.some((t) => t.state === "pruned")).toBe(true)
    const replayed = await replay(world.store, "plain", plainChoice)
    expect(replayed.suggestions).toBe(300)
    expect(replayed.difference).toBeUndefined()
  })

  it("that two conductors share hands out each number once and replays", async () => {
    const world = simulation()
    const conductor = () => world.start({ wanted: plainWanted(60), choose: plainChoice, executor: executorOf(world), slots: 4 })
    const [a, b] = await world.clock.run(Promise.all([conductor(), conductor()]))
    const events = await all(world.store)
    const numbers = events.flatMap((e) => (e.kind === "trial.suggested" ? [e.trial] : []))
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, i) => i))
    expect(new Set(events.flatMap((e) => (e.kind === "trial.started" ? [e.session] : []))).size).toBe(2)
    expect(a.ledger.front).toEqual(b.ledger.front)
    expect((await replay(world.store, "plain", plainChoice)).difference).toBeUndefined()
  })

  it("survives the death of its conductor at every append, before and after it is in the log", async () => {
    const appends = await countAppends()
    expect(appends).toBeGreaterThan(20)
    for (let at = 0; at < appends; at++) for (const when of ["before", "after"] as const) await dieAt(at, when)
  })

  it("keeps what was acknowledged when a conductor that was taken for dead comes back", async () => {
    const world = simulation()
    const first = world.start({ wanted: plainWanted(20), choose: plainChoice, executor: executorOf(world), slots: 2, host: "sleepy" })
    await world.clock.advance(250)
    // The second sees an expired lease of another host, and takes over while the first still runs.
    const frozen = await all(world.store)
    for (const lease of frozen.flatMap((e) => (e.kind === "session.opened" ? [e] : []))) {
      const key = `plain/session/${lease.session}`
      const held = await world.store.leases.look(key)
      await world.store.leases.take(key, { host: "other", boot: "b", pid: 1, started: "0" }, 1, held!.token)
    }
    const { ledger } = await world.clock.run(first)
    expect(ledger.trials).toHaveLength(20)
    expect(ledger.running.size + ledger.waiting.size).toBe(0)
    expect((await replay(world.store, "plain", plainChoice)).difference).toBeUndefined()
  })
})

async function countAppends(): Promise<number> {
  const world = simulation()
  const counted = crashingStore(world.store, Infinity, "before")
  await world.clock.run(
    world.start({ wanted: plainWanted(5), choose: plainChoice, executor: executorOf(world), slots: 2, store: counted.store }),
  )
  return counted.appends()
}

async function dieAt(at: number, when: "before" | "after"): Promise<void> {
  const world = simulation()
  const dying = crashingStore(world.store, at, when)
  const start = (store: EventStore, pid: number) =>
    world.start({ wanted: plainWanted(5), choose: plainChoice, executor: executorOf(world), slots: 2, store, pid })
  void start(dying.store, 1)
  await world.clock.run(dying.crashed)
  world.kill(1)
  const before = (await all(world.store)).filter((e) => e.kind === "trial.finished")
  const { ledger, outcome } = await world.clock.run(start(world.store, 2))
  const context = `death at append ${at}, ${when}`
  const events = await all(world.store)
  expect(outcome, context).toBe("done")
  expect(ledger.trials.length, context).toBe(5)
  expect(ledger.finished.length, context).toBe(5)
  expect(
    events
      .filter((e) => e.kind === "trial.finished")
      .map((e) => e.trial)
      .sort((a, b) => a - b),
    context,
  ).toEqual([0, 1, 2, 3, 4])
  expect(events.filter((e) => e.kind === "trial.finished").slice(0, before.length), context).toEqual(before)
  expect(verifyChain(events).whole, context).toBe(true)
  expect((await replay(world.store, "plain", plainChoice)).difference, context).toBeUndefined()
}

async function all(store: EventStore): Promise<readonly StudyEvent[]> {
  const events: StudyEvent[] = []
  for await (const batch of store.read("plain", 0)) events.push(...batch)
  return events
}
