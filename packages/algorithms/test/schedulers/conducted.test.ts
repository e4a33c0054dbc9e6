import { replay, type Chosen, type Wanted } from "@diapason/core"
import { learningCurve, simulatedExecutor, simulation, type Simulation } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { choose } from "../../src/choose.ts"

const steps = 9
const problem = learningCurve(steps)

const wanted = (scheduler: Chosen, resumable: boolean): Wanted => ({
  name: "rungs",
  space: problem.space.json,
  objectives: problem.objectives,
  seed: 7,
  scheduler,
  sampler: { type: ["bohb", "mobster"].includes(scheduler.type) ? "auto" : "random" },
  budget: { trials: 40 },
  fidelity: { name: "epoch", min: 1, max: steps, resumable },
})

/** Every ninth trial crashes at its second step, every eleventh reports from there on what is no number; some steps take longer than others. */
const executorOf = ({ clock }: Simulation) =>
  simulatedExecutor(clock, ({ config, trial }) => {
    const all = Array.from({ length: steps }, (_, i) => {
      const metrics = trial % 11 === 10 && i >= 1 ? { loss: NaN } : problem.at!(config, i + 1, undefined as never)
      return { takes: 100 + ((trial * 37) % 50), metrics }
    })
    if (trial % 9 !== 8) return { steps: all }
    return { steps: all.slice(0, 1), ending: { kind: "failed", failure: { kind: "crash", message: "out of luck" } } }
  })

describe.each<Chosen>([
  { type: "asha", variant: "promote" },
  { type: "asha", variant: "stop" },
  { type: "halving" },
  { type: "hyperband" },
  { type: "pasha" },
  { type: "bohb" },
  { type: "dehb" },
  { type: "mobster" },
])("a study under %j", (scheduler) => {
  it.each([
    [1, true],
    [6, true],
    [6, false],
  ])("in %d slots, trials resumable: %s, ends with one that ran in full, and replays", async (slots, resumable) => {
    const world = simulation()
    const played = world.start({ wanted: wanted(scheduler, resumable), choose, executor: executorOf(world), slots })
    const { ledger, outcome } = await world.clock.run(played)
    expect(outcome).toBe("done")
    expect(ledger.trials).toHaveLength(40)
    expect(ledger.running.size + ledger.waiting.size).toBe(0)
    expect(ledger.front).toHaveLength(1)
    expect(ledger.trials[ledger.front[0]!]!.curve.steps.at(-1)).toBe(steps)
    const spent = ledger.trials.reduce((sum, { curve }) => sum + (curve.steps.at(-1) ?? 0), 0)
    expect(spent).toBeLessThan(0.7 * 40 * steps)
    expect((await replay(world.store, "rungs", choose)).difference).toBeUndefined()
  })

  it("goes on where a conductor was killed as it would have gone on", async () => {
    const world = simulation()
    const start = (pid: number) => world.start({ wanted: wanted(scheduler, true), choose, executor: executorOf(world), slots: 3, pid })
    void start(1)
    await world.clock.advance(2500)
    world.kill(1)
    const { ledger } = await world.clock.run(start(2))
    expect(ledger.trials).toHaveLength(40)
    expect(ledger.front).toHaveLength(1)
    expect((await replay(world.store, "rungs", choose)).difference).toBeUndefined()
  })
})
