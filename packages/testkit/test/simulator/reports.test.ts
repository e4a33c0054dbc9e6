import { replay, type EventBody, type EventStore } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { all, asked, deciding, open, world } from "./open.ts"

const loss = (value: number) => ({ loss: value })
const trials = 4

/** Stops each trial at its steps 2, 5, 8. */
const choose = deciding((step) => (step % 3 === 2 ? "stop" : "continue"))

/** A store that counts appends and refuses those that `refuses` says. */
function watched(store: EventStore, refuses: (events: readonly EventBody[], n: number) => boolean = () => false) {
  const appends: (readonly EventBody[])[] = []
  const append: EventStore["append"] = (study, events, options) => {
    appends.push(events)
    return refuses(events, appends.length) ? Promise.reject(new Error("refused")) : store.append(study, events, options)
  }
  return { appends, store: { ...store, append } }
}

describe("reports that come together", () => {
  it("are written together, and so are the decisions on them", async () => {
    const at = world()
    const { appends, store } = watched(at.store)
    const session = await open(at, { store, choose })
    for (let i = 0; i < trials; i++) await asked(session)
    appends.length = 0
    const first = session.note(0, "k", 1)
    const answers = await Promise.all([0, 1, 2, 3].map((trial) => session.report(trial, trial % 2 === 0 ? 1 : 2, loss(trial))))
    await first
    expect(answers.map(({ action }) => action)).toEqual(["continue", "stop", "continue", "stop"])
    expect(appends.map((events) => events.map(({ kind }) => kind))).toEqual([
      ["note.set"],
      ["trial.reported", "trial.reported", "trial.reported", "trial.reported"],
      ["trial.decided", "trial.finished", "trial.decided", "trial.finished"],
    ])
    expect((await replay(at.store, "plain", choose)).difference).toBeUndefined()
  })

  it("of one trial wait for each other", async () => {
    const at = world()
    const session = await open(at, { choose })
    await asked(session)
    const [one, two, three] = await Promise.allSettled([1, 2, 3].map((step) => session.report(0, step, loss(step))))
    expect(one).toMatchObject({ value: { action: "continue" } })
    expect(two).toMatchObject({ value: { action: "stop" } })
    expect(three).toMatchObject({ reason: { code: "D230" } })
  })

  it("leave alone the one whose trial has ended or never was", async () => {
    const session = await open(world(), { choose })
    await asked(session)
    await asked(session)
    await session.tell(0, loss(1))
    const came = await Promise.allSettled([0, 1, 7].map((trial) => session.report(trial, 1, loss(1))))
    expect(came).toMatchObject([{ reason: { code: "D230" } }, { value: { action: "continue" } }, { reason: { code: "D231" } }])
  })

  it("do not overtake what their trial has said before", async () => {
    const at = world()
    const session = await open(at, { choose })
    await asked(session)
    await asked(session)
    await Promise.all([
      session.note(1, "k", 1),
      session.report(0, 1, loss(1)),
      session.checkpoint(1, 1, "c"),
      session.report(1, 1, loss(1)),
      session.tell(1, loss(1)),
    ])
    const said = (await all(at.store)).filter((event) => "trial" in event && event.trial === 1).map(({ kind }) => kind)
    expect(said.slice(-4)).toEqual(["note.set", "trial.checkpointed", "trial.reported", "trial.finished"])
  })

  it("are answered as what was decided while their first try could not be carried out", async () => {
    const at = world()
    let broken = true
    const { store } = watched(at.store, (events) => broken && events.some(({ kind }) => kind === "trial.decided"))
    const session = await open(at, { store, choose })
    for (let i = 0; i < 3; i++) await asked(session)
    const tried = await Promise.allSettled([session.report(0, 1, loss(1)), session.report(1, 2, loss(1)), session.report(2, 2, loss(1))])
    expect(tried.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"])
    broken = false
    expect(await session.settle(1)).toMatchObject({ action: "stop" })
    expect(await session.settle(1)).toBeUndefined()
    expect(await session.report(2, 2, loss(1))).toMatchObject({ action: "stop" })
    const log = await all(at.store)
    expect(log.filter(({ kind }) => kind === "trial.reported")).toHaveLength(3)
    expect((await replay(at.store, "plain", choose)).difference).toBeUndefined()
  })

  it("are in the log when they were acknowledged, once and in order, and only then", async () => {
    const act = fc.record({ trial: fc.nat(trials - 1), kind: fc.constantFrom("report", "report", "report", "note", "pause") })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), fc.infiniteStream(fc.nat(3)), async (acts, luck) => {
        const at = world()
        const { store } = watched(at.store, (events) => events[0]!.kind === "trial.reported" && luck.next().value === 0)
        const session = await open(at, { store, choose: deciding((step) => (step % 7 === 6 ? "stop" : "continue")) })
        for (let i = 0; i < trials; i++) await asked(session)
        const acknowledged: string[] = []
        const under: Promise<unknown>[] = []
        for (const [i, { trial, kind }] of acts.entries()) {
          if (kind === "pause") await Promise.resolve()
          else if (kind === "note") under.push(session.note(trial, "k", i))
          else under.push(session.report(trial, i, loss(i)).then(() => acknowledged.push(`${trial} ${i}`)))
        }
        await Promise.allSettled(under)
        const log = await all(at.store)
        const written = log.flatMap((event) => (event.kind === "trial.reported" ? [`${event.trial} ${event.step}`] : []))
        expect([...written].sort()).toEqual([...acknowledged].sort())
        for (let trial = 0; trial < trials; trial++) {
          const steps = log.flatMap((event) => (event.kind === "trial.reported" && event.trial === trial ? [event.step] : []))
          expect(steps).toEqual([...steps].sort((a, b) => a - b))
        }
        expect(
          (
            await replay(
              at.store,
              "plain",
              deciding((step) => (step % 7 === 6 ? "stop" : "continue")),
            )
          ).difference,
        ).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })
})
