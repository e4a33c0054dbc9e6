import { replay } from "@diapason/core"
import { expect, it } from "vitest"
import { all, asked, deciding, kinds, open, world } from "./open.ts"

const stopping = deciding((step) => (step === 2 ? "stop" : "continue"))

it("commands of a shell share one session that never counts as dead, and no wall time", async () => {
  const at = world()
  const ask = async () => {
    const shell = await open(at, { lease: "none", wanted: { budget: { wall: 1000 } } })
    const number = await asked(shell)
    await shell.leave(Promise.resolve())
    return number
  }
  expect(await ask()).toBe(0)
  at.dead.add(1)
  await at.clock.advance(86_400_000)
  expect(await ask()).toBe(1)
  const conductor = await open(at)
  expect([conductor.requeued, conductor.others, conductor.ledger.running.size]).toEqual([0, 0, 2])
  expect((await kinds(at.store)).filter((kind) => kind === "session.opened")).toHaveLength(2)
})

it("one that was killed while it spoke of a trial owes the decision, which the next one writes", async () => {
  const at = world()
  const shell = await open(at, { lease: "none", choose: stopping })
  await asked(shell)
  await shell.leave(Promise.resolve())
  // It dies when its report is in the log, and its decision is not.
  let appends = 0
  const dying = {
    ...at.store,
    append: ((...rest) => (++appends > 2 ? new Promise(() => undefined) : at.store.append(...rest))) as typeof at.store.append,
  }
  const speaker = await open(at, { lease: { trial: 0 }, choose: stopping, store: dying })
  await speaker.report(0, 1, { loss: 0.5 })
  void speaker.report(0, 2, { loss: 0.5 })
  await at.clock.advance(1)
  expect((await kinds(at.store)).at(-1)).toBe("trial.reported")
  at.dead.add(2)
  const next = await open(at, { lease: { trial: 0 }, choose: stopping })
  expect(await next.report(0, 3, { loss: 0.5 })).toMatchObject({ action: "stop" })
  expect((await all(at.store)).map(({ kind }) => kind).slice(-2)).toEqual(["trial.decided", "trial.finished"])
  expect((await replay(at.store, "plain", stopping)).difference).toBeUndefined()
})

it("two that speak of one trial at a time: the second waits, and says who is in its way when that takes too long", async () => {
  const at = world()
  const shell = await open(at, { lease: "none" })
  await asked(shell)
  const first = await open(at, { lease: { trial: 0 } })
  const second = open(at, { lease: { trial: 0 } })
  await at.clock.advance(1000)
  await first.report(0, 1, { loss: 0.5 })
  await first.leave(Promise.resolve())
  await at.clock.advance(100)
  expect((await second).ledger.trials[0]!.curve.steps).toEqual([1])
  const third = open(at, { lease: { trial: 0 } }).catch((error: unknown) => error)
  await at.clock.advance(10_000)
  expect(await third).toMatchObject({ code: "D305" })
})
