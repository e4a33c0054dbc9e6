import { memoryStore, replay, stamp, origin, type EventBody, type EventStore, type StudyEvent } from "@diapason/core"
import { beforeAll, describe, expect, it } from "vitest"
import { simulatedExecutor, simulation, virtualClock } from "../../src/index.ts"
import { all } from "./open.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

/** A study of 12 trials on 3 slots, some stopped at step 2. */
async function recorded(): Promise<readonly StudyEvent[]> {
  const world = simulation()
  const executor = simulatedExecutor(world.clock, ({ config, trial }) => ({
    steps: [1, 2, 3].map((n) => ({ takes: 100 + ((trial * 37) % 50), metrics: { loss: (config["x"] as number) + 0.01 * n } })),
  }))
  await world.clock.run(world.start({ wanted: plainWanted(12), choose: plainChoice, executor, slots: 3 }))
  return all(world.store)
}

let log: readonly StudyEvent[] = []
beforeAll(async () => void (log = await recorded()))

/** The same events with one changed, in a chain that is whole again. */
async function forged(change: (bodies: EventBody[]) => readonly EventBody[]): Promise<EventStore> {
  const store = memoryStore(virtualClock())
  const bodies = log.map(({ seq: _seq, at: _at, hash: _hash, ...body }) => body as EventBody)
  await store.append("plain", change(bodies))
  return store
}

const difference = async (store: EventStore) => (await replay(store, "plain", plainChoice)).difference

const place = (kind: EventBody["kind"], n = 0): number => log.filter((event) => event.kind === kind)[n]!.seq - 1

const changed =
  (at: number, facts: object) =>
  (bodies: EventBody[]): readonly EventBody[] =>
    bodies.with(at, { ...bodies[at]!, ...facts } as EventBody)

/** Takes events out, or puts one in; what refers to later positions is moved along, so that only the change itself is wrong. */
const shifted =
  (at: number, removed: number, ...put: readonly EventBody[]) =>
  (bodies: EventBody[]): readonly EventBody[] => {
    const by = put.length - removed
    const move = (position: number): number => (position > at + removed ? position + by : position)
    const moved = (body: EventBody): EventBody =>
      body.kind === "trial.suggested"
        ? { ...body, basis: move(body.basis) }
        : body.kind === "trial.decided"
          ? { ...body, report: move(body.report) }
          : body
    return [...bodies.slice(0, at), ...put, ...bodies.slice(at + removed).map(moved)]
  }

describe("replay", () => {
  it("finds no difference in a log as it was written, and counts what it derived", async () => {
    const replayed = await replay(await forged((bodies) => bodies), "plain", plainChoice)
    expect(replayed).toMatchObject({ study: "plain", events: log.length, suggestions: 12 })
    expect(replayed.decisions).toBe(log.filter(({ kind }) => kind === "trial.decided").length)
    expect(replayed.decisions).toBeGreaterThan(0)
    expect(replayed.difference).toBeUndefined()
  })

  it("finds nothing in a store without the study", async () => {
    expect(await replay(memoryStore(virtualClock()), "plain", plainChoice)).toMatchObject({ events: 0, suggestions: 0 })
  })

  it("finds a configuration that was changed, at its trial", async () => {
    for (const n of [0, 5, 11]) {
      const at = place("trial.suggested", n)
      const found = await difference(await forged(changed(at, { config: { x: 0.123 } })))
      expect(found).toMatchObject({ what: "suggestion", trial: n, seq: at + 1, recorded: expect.stringContaining("0.123") as string })
    }
  })

  it("finds a reason that was changed, and another author", async () => {
    const at = place("trial.suggested", 4)
    expect(await difference(await forged(changed(at, { why: "luck" })))).toMatchObject({ what: "suggestion", trial: 4 })
    expect(await difference(await forged(changed(at, { by: "drawing/2" })))).toMatchObject({ what: "suggestion", trial: 4 })
  })

  it("finds a suggestion that claims to have seen another position, later ones and none included", async () => {
    const at = place("trial.suggested", 6)
    for (const basis of [1, at + 1, 10_000, 0]) {
      expect(await difference(await forged(changed(at, { basis }))), String(basis)).toMatchObject({ what: "suggestion" })
    }
  })

  it("finds the same suggestion put in twice", async () => {
    const at = place("trial.suggested", 6)
    const twice = await forged((bodies) => shifted(at + 1, 0, { ...bodies[at]!, trial: 7 } as EventBody)(bodies))
    expect(await difference(twice)).toMatchObject({ what: "suggestion", trial: 7 })
  })

  it("finds another seed", async () => {
    const created = log[0] as Extract<StudyEvent, { kind: "study.created" }>
    const found = await difference(await forged(changed(0, { definition: { ...created.definition, seed: 8 } })))
    expect(found).toMatchObject({ what: "suggestion", trial: 0 })
  })

  it("finds a decision that was taken out, with the end it brought or without", async () => {
    const at = place("trial.decided")
    const { trial } = log[at] as { trial: number }
    expect(log[at + 1]).toMatchObject({ kind: "trial.finished", trial, state: "pruned" })
    expect(await difference(await forged(shifted(at, 1)))).toMatchObject({ what: "decision", trial, recorded: "an end without a decision" })
    const completed = { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: {} } as const
    expect(await difference(await forged(shifted(at, 2, completed)))).toMatchObject({ what: "decision", trial, recorded: "complete" })
    const report = { kind: "trial.reported", trial, attempt: 1, step: 3, metrics: { loss: 0.9 } } as const
    expect(await difference(await forged(shifted(at, 2, report)))).toMatchObject({ what: "decision", trial, recorded: "continue" })
  })

  it("finds a decision that was put in", async () => {
    const at = place("trial.reported", 3)
    const { trial } = log[at] as { trial: number }
    const stop = { kind: "trial.decided", trial, report: at + 1, action: "stop", why: "by hand", by: "cutting/1" } as const
    expect(await difference(await forged(shifted(at + 1, 0, stop)))).toMatchObject({
      what: "decision",
      trial,
      recomputed: "continue",
      seq: at + 2,
    })
  })

  it("finds an end as pruned that nobody decided", async () => {
    const at = place("trial.finished", 0)
    const { trial, state } = log[at] as { trial: number; state: string }
    expect(state).toBe("complete")
    expect(await difference(await forged(changed(at, { state: "pruned", why: "so" })))).toMatchObject({
      what: "decision",
      trial,
      recomputed: "continue",
    })
  })

  it("finds another reason for a decision, another action, another scheduler", async () => {
    const at = place("trial.decided")
    const { trial } = log[at] as { trial: number }
    for (const facts of [{ why: "bad luck" }, { action: "pause" }, { by: "cutting/2" }, { report: at - 1 }]) {
      expect(await difference(await forged(changed(at, facts))), JSON.stringify(facts)).toMatchObject({ what: "decision", trial })
    }
  })

  it("finds a changed result by what was suggested after it", async () => {
    const at = place("trial.reported", 1)
    const { trial } = log[at] as { trial: number }
    expect(await difference(await forged(changed(at, { step: 2, metrics: { loss: 0.99 } })))).toMatchObject({ trial })
  })

  it("finds a broken chain first, at the position that does not follow", async () => {
    const at = place("trial.suggested", 6)
    const broken = log.with(at, { ...log[at]!, config: { x: 0.123 } } as StudyEvent)
    expect(await difference(reading(broken))).toMatchObject({ what: "chain", seq: at + 1 })
    expect(await difference(reading(log.toSpliced(at, 1)))).toMatchObject({ what: "chain", seq: at + 1 })
  })

  it("names its head, which two equal logs share and a changed one has not", async () => {
    const [one, same] = [await replay(reading(log), "plain", plainChoice), await replay(reading([...log]), "plain", plainChoice)]
    const [first, ...rest] = log
    let head = stamp(origin, { ...(first as EventBody) }, 5)
    for (const event of rest) head = stamp(head, event, event.at)
    expect(one.head).toBe(log.at(-1)!.hash)
    expect(same.head).toBe(one.head)
    expect(head.hash).not.toBe(one.head)
  })
})

/** A store that has these events as they are, in batches of seven. */
function reading(events: readonly StudyEvent[]): EventStore {
  return {
    ...memoryStore(virtualClock()),
    async *read(_, after) {
      for (let i = after; i < events.length; i += 7) yield events.slice(i, i + 7)
    },
  }
}
