import {
  createLedger,
  fold,
  toWireMetrics,
  type Advice,
  type Definition,
  type EventBody,
  type Ledger,
  type Terminator,
} from "@diapason/core"
import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { costAware } from "../../src/terminators/cost-aware.ts"
import { emmr } from "../../src/terminators/emmr.ts"
import { regretBound } from "../../src/terminators/regret-bound.ts"
import { stagnation } from "../../src/terminators/stagnation.ts"
import { problemOf } from "../schedulers/stage.ts"

interface Played {
  readonly ledger: Ledger
  add(body: EventBody): void
  /** A trial at x that reports these losses by step, and ends with the last. */
  complete(losses: readonly number[], more?: { readonly x?: number; readonly metrics?: Readonly<Record<string, number>> }): void
  end(state: "pruned" | "failed"): void
  advise(): Advice
}

/** A study over one number that minimises `loss` unless told otherwise. */
function play(terminator: Terminator, more: Partial<Definition> = {}): Played {
  const definition: Definition = {
    name: "s",
    space: { x: { type: "float", low: 0, high: 1 } },
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
    ...more,
  }
  const stamped = (seq: number, body: EventBody) => ({ ...body, seq, at: seq, hash: "" })
  const ledger = createLedger(stamped(1, { kind: "study.created", definition }))
  const problem = problemOf(ledger)
  let state = terminator.init(problem, ledger)
  const add = (body: EventBody): void => {
    const event = stamped(ledger.seq + 1, body)
    fold(ledger, event)
    state = terminator.observe(state, event, ledger)
  }
  const begin = (x: number): { trial: number; attempt: number } => {
    const trial = ledger.trials.length
    add({ kind: "trial.suggested", trial, config: { x }, why: "", by: "random/1", basis: 0 })
    add({ kind: "trial.started", trial, attempt: 1, session: "a" })
    return { trial, attempt: 1 }
  }
  return {
    ledger,
    add,
    complete(losses, { x = 0.5, metrics = {} } = {}) {
      const which = begin(x)
      for (const [i, y] of losses.entries())
        add({ kind: "trial.reported", ...which, step: i + 1, metrics: toWireMetrics({ [problem.metric]: y, ...metrics }) })
      add({ kind: "trial.finished", ...which, state: "complete", metrics: {} })
    },
    end(state) {
      const which = begin(0.5)
      if (state === "pruned") add({ kind: "trial.reported", ...which, step: 1, metrics: { [problem.metric]: -1e9 } })
      const failure = { kind: "crash", message: "" } as const
      add({ kind: "trial.finished", ...which, state, metrics: {}, ...(state === "failed" && { failure }) })
    },
    advise: () => terminator.advise(state, ledger),
  }
}

/** Trials on a bowl of height 1, closer and closer to its bottom. */
function converge(study: Played, trials: number, loss = (y: number) => y): void {
  const random = rng(5, 0, "random")
  for (let i = 0; i < trials; i++) {
    const spread = 0.9 ** Math.max(0, i - 12)
    const x = Math.max(0, Math.min(1, 0.3 + spread * (random.uniform() - 0.3)))
    study.complete([loss((x - 0.3) ** 2)], { x })
  }
}

describe("stagnation", () => {
  const study = (options = {}, more = {}): Played => play(stagnation(options) as Terminator, more)

  it("ends a study after so many trials without a gain, and says since when", () => {
    const one = study({ trials: 3 })
    expect(one.advise()).toEqual({ stop: false, why: "no trial is complete yet", figures: { idle: 0 } })
    for (const y of [5, 4, 6, 4]) one.complete([y])
    const why = "2 of 3 trials without a gain since trial 1 had 4"
    expect(one.advise()).toEqual({ stop: false, why, figures: { idle: 2, best: 4 } })
    one.complete([4.5])
    expect(one.advise()).toMatchObject({ stop: true, figures: { idle: 3 } })
    one.complete([3])
    expect(one.advise()).toMatchObject({ stop: false, figures: { idle: 0, best: 3 } })
  })

  it("counts small gains as one when they have added up", () => {
    const one = study({ trials: 3, gain: 1 })
    for (const y of [10, 9.5, 9.25]) one.complete([y])
    expect(one.advise()).toMatchObject({ figures: { idle: 2, best: 10 } })
    one.complete([8.75])
    expect(one.advise()).toMatchObject({ stop: false, figures: { idle: 0, best: 8.75 } })
    expect(one.advise().why).toBe("0 of 3 trials without a gain of more than 1 since trial 3 had 8.75")
  })

  it("counts what was pruned, whatever it had last; not what failed, and no end twice", () => {
    const one = study({ trials: 2 })
    one.complete([5])
    one.end("failed")
    one.end("pruned")
    one.add({ kind: "trial.finished", trial: 2, attempt: 1, state: "pruned", metrics: {} })
    expect(one.advise()).toMatchObject({ stop: false, figures: { idle: 1, best: 5 } })
  })

  it("looks anew when a trial is excluded", () => {
    const one = study({ trials: 2 })
    for (const y of [1, 5, 4]) one.complete([y])
    expect(one.advise()).toMatchObject({ stop: true, figures: { idle: 2, best: 1 } })
    one.add({ kind: "trial.excluded", trial: 0, why: "by hand" })
    expect(one.advise()).toMatchObject({ stop: false, figures: { idle: 0, best: 4 } })
    one.add({ kind: "trial.included", trial: 0, why: "by hand" })
    expect(one.advise()).toMatchObject({ stop: true, figures: { idle: 2, best: 1 } })
  })

  it("takes no trial for the best that breaks a limit, or whose metric is missing or no number", () => {
    const one = study({ trials: 9 }, { constraints: ["size <= 1"] })
    one.complete([3], { metrics: { size: 2 } })
    one.complete([], { metrics: { size: 0 } })
    one.complete([-Infinity], { metrics: { size: 0 } })
    expect(one.advise().why).toBe("no trial is complete yet")
    one.complete([4], { metrics: { size: 1 } })
    expect(one.advise().figures).toEqual({ idle: 0, best: 4 })
  })

  it("turns a metric that is to rise", () => {
    const one = study({ trials: 2 }, { objectives: [{ metric: "accuracy", direction: "maximize" }] })
    for (const y of [0.5, 0.75, 0.7]) one.complete([y])
    expect(one.advise()).toMatchObject({ why: "1 of 2 trials without a gain since trial 1 had 0.75", figures: { best: 0.75 } })
  })
})

describe("the regret bound as a terminator", () => {
  it("ends a study when no more can be gained than is worth a trial", () => {
    const study = play(regretBound({ tolerance: 0.005 }) as Terminator)
    converge(study, 19)
    expect(study.advise()).toEqual({ stop: false, why: "19 of the 20 complete trials that are needed", figures: {} })
    const wide = play(regretBound({ tolerance: 1e-9 }) as Terminator)
    converge(wide, 40)
    converge(study, 21)
    expect(study.advise().stop).toBe(true)
    expect(study.advise().why).toMatch(/^at most 0\.00\d+ can still be gained; what is not worth a trial is 0\.005$/)
    expect(wide.advise()).toMatchObject({ stop: false, figures: { error: 1e-9 } })
  })

  it("gives the same advice for a metric that is to rise", () => {
    const falling = play(regretBound({ tolerance: 0.005 }) as Terminator)
    const rising = play(regretBound({ tolerance: 0.005 }) as Terminator, { objectives: [{ metric: "score", direction: "maximize" }] })
    converge(falling, 25)
    converge(rising, 25, (y) => 1 - y)
    expect(rising.advise().stop).toBe(falling.advise().stop)
    expect(rising.advise().figures["bound"]).toBeCloseTo(falling.advise().figures["bound"]!, 6)
  })

  it("takes the spread of the best trial's folds for its error, or says that there are none", () => {
    const study = play(regretBound({ folds: 4 }) as Terminator)
    converge(study, 25)
    expect(study.advise()).toMatchObject({
      stop: false,
      why: expect.stringMatching(/^the best trial, \d+, reported 1 of 4 folds$/) as string,
    })
    study.complete([0.01, -0.03, 0.03, -0.01], { x: 0.3 })
    // Variance 0.0005 over 4 folds: sqrt((1/4 + 1/3) 0.0005) = 0.0170783.
    expect(study.advise().figures["error"]).toBeCloseTo(0.0170783, 6)
    expect(study.advise().stop).toBe(true)
  })

  it("waits for noise to drown what can be gained where it is given nothing", () => {
    const study = play(regretBound() as Terminator)
    converge(study, 25)
    expect(study.advise()).toMatchObject({ stop: false, why: expect.stringContaining("the noise of a result is") as string })
  })

  it("ends a study in which all are equal, and says where nothing can vary", () => {
    const same = play(regretBound({ trials: 5 }) as Terminator)
    for (let i = 0; i < 5; i++) same.complete([2], { x: i / 5 })
    expect(same.advise()).toMatchObject({ stop: true, figures: { bound: 0, error: 0 } })
    const fixed = play(regretBound({ trials: 2 }) as Terminator, { space: { x: { type: "fixed", value: 0.5 } } })
    for (const y of [1, 2, 3]) fixed.complete([y])
    expect(fixed.advise()).toEqual({ stop: false, why: "no parameter can vary, so there is nothing to model", figures: {} })
  })
})

describe("cost awareness", () => {
  it("ends a study when trials have not paid several times in a row", () => {
    // Three events a trial and a millisecond an event: a trial takes 2 ms.
    const gain = 1e-3
    const rate = gain / (2 / 3_600_000)
    const [dear, cheap] = [rate, rate / 1e6].map((rate) => play(costAware({ rate }) as Terminator))
    for (const study of [dear!, cheap!]) converge(study, 13)
    expect(dear!.advise()).toEqual({ stop: false, why: "13 of the 14 complete trials that are needed", figures: {} })
    for (const study of [dear!, cheap!]) converge(study, 20)
    expect(dear!.advise()).toMatchObject({ stop: true, figures: { hours: 2 / 3_600_000 } })
    expect(dear!.advise().why).toMatch(/^a trial of 5\.556e-7 h was expected to gain .* at the most in the last 5; 1800 an hour is wanted$/)
    expect(cheap!.advise().stop).toBe(false)
  })

  it("says what it lacks: a rate, and trials that took time", () => {
    const free = play(costAware() as Terminator)
    expect(free.advise().why).toBe("no rate was set: give the gain that an hour of trials must be expected to bring")
    const known = play(costAware({ rate: 1, trials: 2, row: 1 }) as Terminator)
    for (const [trial, loss] of [1, 2].entries())
      known.add({ kind: "trial.added", trial, config: { x: trial / 2 }, state: "complete", metrics: { loss } })
    expect(known.advise()).toEqual({ stop: false, why: "no trial of this study took time, so nobody knows what one costs", figures: {} })
  })
})

describe("the expected least regret as a terminator", () => {
  it("ends a study that has converged, by what its own beginning was", () => {
    const study = play(emmr() as Terminator)
    const random = rng(9, 0, "random")
    for (let i = 0; i < 30; i++) study.complete([0.1 + random.uniform()], { x: random.uniform() })
    expect(study.advise()).toEqual({ stop: false, why: "30 of the 31 complete trials that are needed", figures: {} })
    const advices = Array.from({ length: 40 }, (_, i) => {
      study.complete([1e-4 * 0.8 ** i], { x: 0.3 + 0.01 * 0.9 ** i })
      return study.advise()
    })
    expect(advices[0]!.stop).toBe(false)
    const { gap, threshold } = advices.at(-1)!.figures
    expect(gap).toBeLessThan(threshold!)
    expect(advices.at(-1)!.stop).toBe(true)
    expect(new Set(advices.map(({ figures }) => figures["threshold"])).size).toBe(1)
  })

  it("goes on while trials surprise", () => {
    const study = play(emmr() as Terminator)
    const random = rng(9, 0, "random")
    for (let i = 0; i < 40; i++) study.complete([random.uniform()], { x: random.uniform() })
    expect(study.advise().stop).toBe(false)
  })
})
