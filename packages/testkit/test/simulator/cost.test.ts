import {
  createLedger,
  fold,
  packLedger,
  unpackLedger,
  type EventBody,
  type EventStore,
  type Ledger,
  type StudyEvent,
  type Wanted,
} from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyStudyLog, simulatedExecutor, simulation, stamped, study, type VirtualClock } from "../../src/index.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

const hour = 3_600_000

const wanted = (limit: number): Wanted => ({
  ...plainWanted(0),
  budget: { cost: { limit, unit: "gpu-h", gpu: 1, slot: 0 } },
})

/** Trials of one step that takes an hour. */
const hourly = (clock: VirtualClock) => simulatedExecutor(clock, () => ({ steps: [{ takes: hour, metrics: { loss: 0.5 } }] }))

/** The store as a process sees it that dies at some moment: then nothing that it writes is answered. */
const mortal = (store: EventStore, dead: () => boolean): EventStore => ({
  ...store,
  append: (...rest) => (dead() ? new Promise(() => undefined) : store.append(...rest)),
})

describe("a budget in GPU hours", () => {
  it("is spent to the millisecond by two conductors, one of which is lost, and a larger one goes on", async () => {
    const { clock, start, kill, store } = simulation()
    const executor = hourly(clock)
    const began = clock.now()
    let dead = false
    const first = start({ wanted: wanted(10), choose: plainChoice, executor, slots: 2, gpus: 2 })
    // Its trials never end, and its process dies after half an hour without a word: they were last heard of when they started.
    const silent = simulatedExecutor(clock, () => ({ steps: [{ takes: 1000 * hour, metrics: { loss: 0.5 } }] }))
    void start({ wanted: wanted(10), choose: plainChoice, executor: silent, slots: 1, gpus: 4, pid: 99, store: mortal(store, () => dead) })
    await clock.advance(hour / 2)
    dead = true
    kill(99)
    const { ledger, outcome, why } = await clock.run(first)
    expect({ outcome, why }).toEqual({ outcome: "done", why: "the 10 gpu-h of the budget are spent" })
    // Four GPUs at a time, without the lost ones: ten GPU hours are two hours and a half.
    expect(ledger.used).toEqual({ slot: 5 * hour, gpu: 10 * hour })
    expect(clock.now() - began).toBe(2.5 * hour)
    const more = await clock.run(start({ wanted: wanted(12), choose: plainChoice, executor, slots: 1, gpus: 1 }))
    expect(more.ledger.used.gpu).toBe(12 * hour)
    expect(more.why).toBe("the 12 gpu-h of the budget are spent")
    let again: Ledger | undefined
    for await (const batch of store.read("plain", 0))
      for (const event of batch) again = again === undefined ? createLedger(event) : fold(again, event)
    expect(again!.used).toEqual(more.ledger.used)
  })
})

describe("what attempts have used", () => {
  it("is one sum at every position of a log: folded, packed and counted again from the events", () => {
    fc.assert(
      fc.property(anyStudyLog(study()), (bodies) => {
        const events = stamped(bodies.map(granting))
        let ledger = createLedger(events[0]!)
        let unpacked: Ledger | undefined
        for (const [i, event] of events.entries()) {
          if (i > 0) ledger = fold(ledger, event)
          if (i === Math.floor(events.length / 2)) {
            unpacked = unpackLedger(JSON.parse(JSON.stringify(packLedger(ledger))) as ReturnType<typeof packLedger>)
            ;(unpacked as { trials: unknown }).trials = [...ledger.trials]
          } else if (unpacked !== undefined) unpacked = fold(unpacked, event)
        }
        expect(unpacked!.used).toEqual(ledger.used)
        expect(ledger.used).toEqual(counted(events))
      }),
      { numRuns: 200 },
    )
  })
})

const granting = (body: EventBody): EventBody => (body.kind === "session.opened" ? { ...body, facts: { grants: { gpus: 2 } } } : body)

/** The slow way: each attempt from its start to the next ledger in which it does not run. */
function counted(events: readonly StudyEvent[]): Ledger["used"] {
  let ledger = createLedger(events[0]!)
  let [slot, gpu] = [0, 0]
  for (const event of events.slice(1)) {
    const before = new Map([...ledger.running].map((n) => [n, ledger.trials[n]!]))
    const sessions = new Map([...ledger.sessions].map(([name, session]) => [name, { ...session }]))
    ledger = fold(ledger, event)
    for (const [number, trial] of before) {
      if (ledger.running.has(number) || trial.state !== "running") continue
      const session = sessions.get(trial.session)
      const time = Math.max(0, (session?.closed === undefined ? event.at : session.seenAt) - trial.startedAt!)
      slot += time
      if (sessions.has(trial.launchedBy ?? trial.session)) gpu += 2 * time
    }
  }
  return { slot, gpu }
}
