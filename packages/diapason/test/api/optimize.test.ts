import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { branch, float, int, optimize, ordinal, schedule, scheduleValue, space, TrialFailure, type FunctionTrial } from "diapason"

const line = space({ x: float(-10, 10) })
const square = ({ x }: { readonly x: number }): number => (x - 3) ** 2
const quick = { space: line, minimize: "loss", sampler: "random", budget: { trials: 12 }, seed: 1 } as const

function sqliteStore(): string {
  const folder = mkdtempSync(join(tmpdir(), "diapason-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return `sqlite:${join(folder, "studies.sqlite")}`
}

test("a plain function is tuned, and the best trial is the one with the smallest value", async () => {
  const seen: number[] = []
  const { best, front, trials, why, outcome } = await optimize({
    ...quick,
    objective(config) {
      seen.push(square(config))
      return square(config)
    },
  })
  expect(seen).toHaveLength(12)
  expect(best?.values).toEqual({ loss: Math.min(...seen) })
  expect(square(best!.config)).toBe(best!.values["loss"])
  expect(front).toEqual([best])
  expect(trials.map((t) => t.number)).toEqual([...seen.keys()])
  expect([outcome, why]).toEqual(["done", "all 12 trials of the budget were handed out"])
  expect(best?.why).not.toBe("")
})

test("the same seed gives the same study, another seed another", async () => {
  const configs = async (seed: number) => (await optimize({ ...quick, seed, objective: square })).trials.map((t) => t.config)
  expect(await configs(1)).toEqual(await configs(1))
  expect(await configs(2)).not.toEqual(await configs(1))
})

test("with TPE the end is better than the beginning", async () => {
  const { trials } = await optimize({ ...quick, sampler: "tpe", budget: { trials: 40 }, objective: square })
  const mean = (part: typeof trials) => part.reduce((sum, { config }) => sum + square(config), 0) / part.length
  expect(mean(trials.slice(-10))).toBeLessThan(mean(trials.slice(0, 10)) / 2)
})

test("maximize takes the largest value", async () => {
  const { best, trials } = await optimize({ space: line, maximize: "score", budget: { trials: 8 }, objective: ({ x }) => x })
  expect(best?.config.x).toBe(Math.max(...trials.map((t) => t.config.x)))
})

test("a promise of metrics counts by name, and metrics that are no objective are kept", async () => {
  const { best } = await optimize({ ...quick, objective: async (config) => ({ loss: square(config), size: 7 }) })
  expect(best?.values).toEqual({ loss: square(best!.config), size: 7 })
})

test("parallel 8 has eight trials under way at a time, never more, and hands out the budget exactly", async () => {
  let [running, most] = [0, 0]
  const waiting: (() => void)[] = []
  const { trials } = await optimize({
    ...quick,
    parallel: 8,
    budget: { trials: 24 },
    async objective(config) {
      most = Math.max(most, ++running)
      // The first eight leave together, so that a ninth beside them would be seen.
      if (most < 8) await new Promise<void>((resolve) => waiting.push(resolve))
      else for (const go of waiting.splice(0)) go()
      running--
      return square(config)
    },
  })
  expect(most).toBe(8)
  expect(trials.map((t) => t.state)).toEqual(Array.from({ length: 24 }, () => "complete"))
})

test("the last report counts when nothing is returned", async () => {
  const { best } = await optimize({
    ...quick,
    budget: { trials: 1 },
    async objective(_, trial) {
      await trial.report({ loss: 5 })
      await trial.report({ loss: 4, size: 2 })
    },
  })
  expect(best?.values).toEqual({ loss: 4, size: 2 })
  expect(best?.curve.steps).toEqual([1, 2])
})

test("a trial that the scheduler stops may return the decision, and ends as pruned with its reason", async () => {
  let stopped = 0
  const { trials, best } = await optimize({
    ...quick,
    scheduler: "median",
    budget: { trials: 40 },
    async objective({ x }, trial) {
      for (let step = 1; step <= 10; step++) {
        const decision = await trial.report({ loss: Math.abs(x) + 10 / step }, { step })
        if (decision.action === "continue") continue
        stopped++
        expect(decision.why).not.toBe("")
        return decision
      }
      return undefined
    },
  })
  const pruned = trials.filter((t) => t.state === "pruned")
  expect(stopped).toBeGreaterThan(0)
  expect(pruned).toHaveLength(stopped)
  expect(best?.state).toBe("complete")
})

test("what an objective throws fails its trial as a crash, and the study goes on", async () => {
  const { trials, best, why } = await optimize({
    ...quick,
    objective(config, { number }) {
      if (number % 2 === 0) throw new Error("no luck")
      return square(config)
    },
  })
  expect(trials.filter((t) => t.state === "failed")).toHaveLength(6)
  expect(trials[0]).toMatchObject({ state: "failed", failure: { kind: "crash", message: "Error: no luck" } })
  expect(best?.state).toBe("complete")
  expect(why).not.toContain("failed")
})

test("a study of which every trial failed says so, with what the last one threw", async () => {
  const objective = (): number => {
    throw new TypeError("model is not a function")
  }
  const { best, why } = await optimize({ ...quick, budget: { trials: 3 }, objective })
  expect(best).toBeUndefined()
  expect(why).toBe("all 3 trials of the budget were handed out; all 3 trials failed, the last with: TypeError: model is not a function")
})

test("TrialFailure says what kind of failure it was", async () => {
  const { trials } = await optimize({
    ...quick,
    budget: { trials: 1 },
    objective() {
      throw new TrialFailure("invalid", "depth 9 needs width 64")
    },
  })
  expect(trials[0]).toMatchObject({ failure: { kind: "invalid", message: "depth 9 needs width 64" } })
})

test("a value that is not a number fails its trial as nan", async () => {
  const { trials } = await optimize({ ...quick, budget: { trials: 1 }, objective: () => NaN })
  expect(trials[0]).toMatchObject({ failure: { kind: "nan" } })
})

test("a signal ends the study: what runs fails as cancelled, and nothing more begins", async () => {
  const controller = new AbortController()
  const began: number[] = []
  const { trials, outcome, why } = await optimize({
    ...quick,
    parallel: 3,
    signal: controller.signal,
    objective: (_, trial) =>
      new Promise((_, reject) => {
        began.push(trial.number)
        trial.signal.addEventListener("abort", () => reject(new Error("left")))
        if (began.length === 3) controller.abort()
      }),
  })
  expect(began).toEqual([0, 1, 2])
  expect(trials.map((t) => t.state === "failed" && t.failure.kind)).toEqual(["cancelled", "cancelled", "cancelled"])
  expect([outcome, why.split(";")[0]]).toEqual(["cancelled", "cancelled by the caller"])
})

test("a signal that is aborted already starts nothing", async () => {
  const { trials } = await optimize({ ...quick, signal: AbortSignal.abort(), objective: square })
  expect(trials).toEqual([])
})

test("several objectives give a front in which nothing dominates another", async () => {
  const { front, trials, best } = await optimize({
    space: line,
    minimize: ["loss", "time"],
    maximize: "score",
    sampler: "random",
    budget: { trials: 30 },
    objective: ({ x }) => ({ loss: x * x, time: (x - 2) ** 2, score: 1 }),
  })
  const dominates = (a: number, b: number): boolean =>
    a * a <= b * b && (a - 2) ** 2 <= (b - 2) ** 2 && (a * a < b * b || (a - 2) ** 2 < (b - 2) ** 2)
  const expected = trials.filter((t) => !trials.some((o) => dominates(o.config.x, t.config.x))).map((t) => t.number)
  expect(front.map((t) => t.number).sort((a, b) => a - b)).toEqual(expected)
  expect(best).toEqual(front[0])
})

test("a bare number for several objectives fails the trial and says what to return", async () => {
  const { trials } = await optimize({ ...quick, minimize: ["loss", "time"], budget: { trials: 1 }, objective: () => 1 })
  expect(trials[0]).toMatchObject({ failure: { kind: "crash", message: expect.stringContaining("return { name: number }") as string } })
})

test("on a lasting store a second call goes on, and the budget is a total", async () => {
  const store = sqliteStore()
  const numbers: number[] = []
  const objective = (config: { readonly x: number }, trial: FunctionTrial): number => {
    numbers.push(trial.number)
    return square(config)
  }
  const first = await optimize({ ...quick, store, budget: { trials: 5 }, objective })
  const second = await optimize({ ...quick, store, budget: { trials: 8 }, objective })
  const third = await optimize({ ...quick, store, budget: { trials: 8 }, objective })
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(second.trials.slice(0, 5).map((t) => t.config)).toEqual(first.trials.map((t) => t.config))
  expect(third.best).toEqual(second.best)
})

test("on a lasting store another problem under the same name is refused, and another name is another study", async () => {
  const store = sqliteStore()
  await optimize({ ...quick, store, budget: { trials: 1 }, objective: square })
  await expect(optimize({ ...quick, store, maximize: "gain", objective: square })).rejects.toMatchObject({ code: "D302" })
  const other = await optimize({ ...quick, store, name: "other", maximize: "gain", objective: () => ({ loss: 1, gain: 1 }) })
  expect(other.trials).toHaveLength(12)
})

test("baselines are tried first, in order, with defaults for what they leave out", async () => {
  const both = space({ x: float(0, 1), depth: int(1, 9, { default: 4 }) })
  const { trials } = await optimize({
    space: both,
    minimize: "loss",
    budget: { trials: 3 },
    baselines: [{ config: { x: 0.25 }, label: "paper" }, { config: { x: 0.5, depth: 2 } }],
    objective: ({ x }) => x,
  })
  expect(trials.slice(0, 2).map((t) => t.config)).toEqual([
    { x: 0.25, depth: 4 },
    { x: 0.5, depth: 2 },
  ])
  expect(trials[0]).toMatchObject({ by: "baseline", label: "paper" })
})

test("the study ends when the value of until is reached", async () => {
  const { trials, why } = await optimize({
    ...quick,
    budget: { trials: 50 },
    until: { loss: 0.5 },
    objective: (_, { number }) => 4 - number,
  })
  expect(trials).toHaveLength(5)
  expect(why).toBe("loss has reached 0.5")
})

test("constraints over parameters hold for every configuration", async () => {
  const both = space({ width: ordinal(8, 16, 32, 64), depth: int(1, 8) }, { constraints: ["width * depth <= 128"] })
  const { trials } = await optimize({
    space: both,
    minimize: "loss",
    constraints: ["depth >= 2"],
    budget: { trials: 30 },
    objective: ({ width }) => width,
  })
  for (const { config } of trials) {
    expect(config.width * config.depth).toBeLessThanOrEqual(128)
    expect(config.depth).toBeGreaterThanOrEqual(2)
  }
})

test("the best trial fulfils the constraints over metrics", async () => {
  const { best, trials } = await optimize({
    ...quick,
    constraints: ["latency <= 5"],
    budget: { trials: 30 },
    objective: ({ x }) => ({ loss: -x, latency: x }),
  })
  const feasible = trials.map((t) => t.config.x).filter((x) => x <= 5)
  expect(feasible.length).toBeLessThan(30)
  expect(best?.config.x).toBe(Math.max(...feasible))
})

test("a branch arrives as the one in use with its own parameters", async () => {
  const s = space({ opt: branch({ sgd: { momentum: float(0.5, 0.99) }, adam: {} }) })
  const { trials } = await optimize({
    space: s,
    minimize: "loss",
    budget: { trials: 12 },
    objective: ({ opt }) => (opt.use === "sgd" ? opt.momentum : 1),
  })
  for (const { config } of trials) expect(Object.keys(config.opt)).toEqual(config.opt.use === "sgd" ? ["use", "momentum"] : ["use"])
})

test("a goal that cannot be meant is refused before anything is started", async () => {
  const objective = (): number => {
    throw new Error("started")
  }
  const refused = (change: object, code: string, text: string) =>
    expect(optimize({ ...quick, objective, ...change })).rejects.toMatchObject({ code, message: expect.stringContaining(text) as string })
  await refused({ minimize: undefined }, "D141", "nothing to optimise")
  await refused({ minimize: [] }, "D141", "nothing to optimise")
  await refused({ maximize: "loss" }, "D140", "maximize loss")
  await refused({ until: { los: 1 } }, "D140", "until { los: 1 }")
  await refused({ until: { loss: NaN } }, "D140", "until { loss: NaN }")
  await refused({ budget: { trials: Infinity } }, "D140", "budget.trials Infinity")
  await refused({ budget: { wall: NaN } }, "D140", "budget.wall NaN")
  await refused({ seed: 1.5 }, "D140", "seed 1.5")
  await refused({ parallel: 0 }, "D140", "parallel 0")
  await refused({ sampler: "tpee" }, "D320", "tpe")
})

test("a function has schedules in its configuration, and their rates", async () => {
  const wanted = { form: "linear", base: 0.01 } as const
  const { best } = await optimize({
    space: space({ lr: schedule(1e-5, 1e-1, { forms: ["linear", "constant"], warmup: 0 }) }),
    minimize: "loss",
    budget: { trials: 25 },
    seed: 1,
    objective: ({ lr }) => [1, 5, 9].reduce((sum, t) => sum + (1000 * (scheduleValue(lr, t, 10) - scheduleValue(wanted, t, 10))) ** 2, 0),
  })
  expect(best?.config.lr.form).toBe("linear")
  expect(best?.config.lr.base).toBeGreaterThan(0.008)
  expect(best?.config.lr.base).toBeLessThan(0.0125)
})
