import { flatten, replay, type Choose, type Config, type SchedulerProblem, type Ledger } from "@diapason/core"
import { learningCurve, simulatedExecutor, simulation } from "@diapason/testkit"
import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { freezeThaw as sampler } from "../../src/samplers/freeze-thaw.ts"
import { freezeThaw } from "../../src/schedulers/freeze-thaw.ts"
import { agreement } from "../../src/schedulers/freeze-thaw/agreement.ts"

/** Trials with the given losses at steps 1, 2, … */
const ledgerOf = (...lines: readonly (readonly number[])[]): Ledger =>
  ({
    trials: lines.map((line, number) => ({ number, curve: { steps: line.map((_, i) => i + 1), columns: new Map([["loss", line]]) } })),
  }) as unknown as Ledger

const problem = {
  fidelity: { name: "epoch", min: 1, max: 20 },
  metric: "loss",
  loss: ({ loss = NaN }) => loss,
} as unknown as SchedulerProblem

/** Twelve trials with this loss at step 1 and that at step 3. */
const twelve = (early: (i: number) => number, late: (i: number) => number): Ledger =>
  ledgerOf(...Array.from({ length: 12 }, (_, i) => [early(i), 0, late(i)]))

describe("the agreement of early and later ranks", () => {
  it("is 1 for the same order, -1 for the reverse one, and Spearman's figure between", () => {
    expect(
      agreement(
        problem,
        twelve(
          (i) => i,
          (i) => i ** 3,
        ),
        1,
        3,
      ),
    ).toBeCloseTo(1, 12)
    expect(
      agreement(
        problem,
        twelve(
          (i) => i,
          (i) => -i,
        ),
        1,
        3,
      ),
    ).toBeCloseTo(-1, 12)
    // 1 − 6 Σd² / (n (n² − 1)) with neighbours swapped: Σd² = 12.
    expect(
      agreement(
        problem,
        twelve(
          (i) => i,
          (i) => i ^ 1,
        ),
        1,
        3,
      ),
    ).toBeCloseTo(1 - (6 * 12) / (12 * 143), 12)
  })

  it("shares ranks among ties, and is 1 where there is no order to agree with", () => {
    expect(
      agreement(
        problem,
        twelve(
          (i) => i >> 1,
          (i) => i >> 1,
        ),
        1,
        3,
      ),
    ).toBeCloseTo(1, 12)
    expect(
      agreement(
        problem,
        twelve(
          () => 5,
          (i) => i,
        ),
        1,
        3,
      ),
    ).toBe(1)
  })

  it("is not known below twelve trials, and leaves out what is no number", () => {
    expect(
      agreement(
        problem,
        twelve(
          (i) => (i === 3 ? NaN : i),
          (i) => i,
        ),
        1,
        3,
      ),
    ).toBeUndefined()
    expect(agreement(problem, ledgerOf([1], [2]), 1, 3)).toBeUndefined()
  })
})

describe("freeze-thaw as a scheduler", () => {
  const scheduler = freezeThaw({ stride: 1 })
  const running = { curve: { steps: [1], columns: new Map([["loss", [1]]]) }, fidelity: 1 } as never

  it("gives late bloomers more steps, and says so, where early ranks say nothing of later ones", () => {
    const misled = twelve(
      (i) => i,
      (i) => -i,
    )
    const honest = twelve(
      (i) => i,
      (i) => i,
    )
    const state = scheduler.init(problem, honest)
    expect(scheduler.next(state, honest)).toEqual({ do: "choose", stride: 1, growth: 0.5 })
    expect(scheduler.next(state, misled)).toEqual({ do: "choose", stride: 3, growth: 0.5 })
    expect(scheduler.decide(state, running, misled)).toMatchObject({
      action: "pause",
      why: expect.stringContaining("say little") as string,
    })
    expect(scheduler.decide(state, running, honest).why).not.toContain("say little")
  })

  it("runs to the step that was asked for, and to the last one without a pause", () => {
    const state = scheduler.init(problem, ledgerOf())
    const at = (step: number, fidelity: number) =>
      scheduler.decide(state, { curve: { steps: [step], columns: new Map() }, fidelity } as never, ledgerOf())
    expect(at(2, 3).action).toBe("continue")
    expect(at(3, 3).action).toBe("pause")
    expect(at(20, 20).action).toBe("continue")
  })
})

describe("a study that freezes and thaws", () => {
  const { space, at } = learningCurve(27)
  const choose: Choose = () => ({ sampler: sampler(), scheduler: freezeThaw() as never })
  const steps = (config: Config, seed: number) =>
    Array.from({ length: 27 }, (_, i) => ({ takes: 1000, metrics: at!(config, i + 1, rng(seed, i, "fold")) }))
  const wanted = {
    name: "curves",
    space: space.json,
    objectives: [{ metric: "loss", direction: "minimize" as const }],
    seed: 5,
    budget: { trials: 14 },
    fidelity: { name: "epoch", min: 1, max: 27, resumable: true },
  }

  it.each([1, 4])("with %i slots trains few to the end, the best among them, and replays", async (slots) => {
    const stage = simulation()
    const executor = simulatedExecutor(stage.clock, ({ config, trial }) => ({ steps: steps(config, trial) }))
    const ended = stage.start({ wanted, choose, executor, slots })
    const { ledger, why } = await stage.clock.run(ended)
    const final = ledger.trials.map(({ config }) => at!(config, 27, rng(0, 0, "fold"))["loss"]!)
    const complete = ledger.trials.filter(({ state }) => state === "complete").map(({ number }) => number)
    expect(ledger.trials).toHaveLength(14)
    expect(complete.length).toBeLessThan(8)
    expect(complete).toContain(final.indexOf(Math.min(...final)))
    expect(why).not.toBe("")
    expect((await replay(stage.store, "curves", choose)).difference).toBeUndefined()
    expect(flatten(ledger.space, ledger.trials[0]!.config)).toHaveProperty("lr")
  })
})
