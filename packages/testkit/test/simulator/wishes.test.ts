import { replay, type Conducted, type EventBody } from "@diapason/core"
import { expect, it } from "vitest"
import { simulatedExecutor, simulation, type Simulation } from "../../src/index.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

/** Trials of three steps of a minute each; a trial in `failing` crashes at its first attempt. */
function start(world: Simulation, trials: number, failing: readonly number[] = []): Promise<Conducted> {
  const executor = simulatedExecutor(world.clock, ({ trial, attempt }) =>
    failing.includes(trial) && attempt === 1
      ? { steps: [], ending: { kind: "failed", failure: { kind: "crash", message: `fell ${trial}` } } }
      : { steps: [1, 2, 3].map((n) => ({ takes: 60_000, metrics: { loss: n / 8 } })) },
  )
  return world.start({ wanted: plainWanted(trials), choose: plainChoice, executor, slots: 2 })
}

const by = { why: "by hand", by: "ada@lab" }
const wish = (world: Simulation, ...events: readonly EventBody[]) => world.store.append("plain", events)
const states = ({ ledger }: Conducted): readonly string[] => ledger.trials.map(({ state }) => state)
const mustReplay = async ({ store }: Simulation): Promise<void> =>
  expect((await replay(store, "plain", plainChoice)).difference).toBeUndefined()

it("a trial that a person does not want ends as pruned, with what it had reported, and another takes its slot", async () => {
  const world = simulation()
  const run = start(world, 3)
  await world.clock.advance(90_000)
  await wish(world, { kind: "trial.stop", trial: 1, ...by })
  await world.clock.advance(2000)
  const conducted = await world.clock.run(run)
  expect(states(conducted)).toEqual(["complete", "pruned", "complete"])
  expect(conducted.ledger.trials[1]).toMatchObject({ decision: "by hand (ada@lab)", values: { loss: 0.125 } })
  await mustReplay(world)
})

it("while it is paused nothing new is handed out and what runs goes on; resumed, it goes on", async () => {
  const world = simulation()
  const run = start(world, 4)
  await world.clock.advance(90_000)
  await wish(world, { kind: "study.paused", ...by })
  await world.clock.advance(600_000)
  await wish(world, { kind: "study.resumed", ...by })
  const { ledger, outcome } = await world.clock.run(run)
  expect([outcome, ledger.trials.length]).toEqual(["done", 4])
  expect(ledger.trials[2]!.suggestedAt - ledger.trials[1]!.suggestedAt).toBeGreaterThan(600_000)
  await mustReplay(world)
})

it("a stop drains, a stop now cancels, and the next session goes on as if nothing had been said", async () => {
  const world = simulation()
  const first = start(world, 5)
  await world.clock.advance(90_000)
  await wish(world, { kind: "study.stopped", ...by })
  const drained = await world.clock.run(first)
  expect([drained.outcome, drained.why, states(drained)]).toEqual(["drained", "stopped by ada@lab: by hand", ["complete", "complete"]])
  const second = start(world, 5)
  await world.clock.advance(30_000)
  await wish(world, { kind: "study.stopped", now: true, ...by })
  const cancelled = await world.clock.run(second)
  expect([cancelled.outcome, states(cancelled).slice(2)]).toEqual(["cancelled", ["failed", "failed"]])
  expect(cancelled.ledger.trials[2]).toMatchObject({ failure: { kind: "cancelled" } })
  const { outcome, ledger } = await world.clock.run(start(world, 5))
  expect([outcome, ledger.trials.length]).toEqual(["done", 5])
  await mustReplay(world)
})

it("a failed trial that is retried is handed out again under its number, and teaches by its new end", async () => {
  const world = simulation()
  const run = start(world, 4, [1])
  await world.clock.advance(90_000)
  await wish(world, { kind: "trial.retried", trial: 1, ...by })
  const conducted = await world.clock.run(run)
  expect(states(conducted)).toEqual(["complete", "complete", "complete", "complete"])
  expect(conducted.ledger.trials[1]).toMatchObject({ attempts: 2, reseeded: 1 })
  await mustReplay(world)
})

it("what a person did not want when its conductor was killed is ended by the next one", async () => {
  const world = simulation()
  void start(world, 2).catch(() => undefined)
  await world.clock.advance(90_000)
  world.kill(1)
  await wish(world, { kind: "trial.stop", trial: 0, ...by })
  const conducted = await world.clock.run(start(world, 2))
  expect(states(conducted)).toEqual(["pruned", "complete"])
  await mustReplay(world)
})
