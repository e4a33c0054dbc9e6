import { expect, onTestFinished, test } from "vitest"
import { branch, choice, createStudy, float, importance, space, type ImportanceMethod, type Study, type StudyOptions } from "diapason"

type Told = Readonly<Record<string, number>> | "crash"

/** A study of random trials, told by a function. */
async function played<C>(options: StudyOptions<C>, trials: number, tell: (config: C, trial: number) => Told): Promise<Study<C>> {
  const study = await createStudy({ sampler: "random", scheduler: "none", seed: 3, ...options, budget: { trials } })
  onTestFinished(() => study.close())
  for (let trial = await study.ask(); trial !== undefined; trial = await study.ask()) {
    const told = tell(trial.config, trial.number)
    if (told === "crash") await trial.fail({ kind: "crash", message: "it fell" })
    else await trial.tell(told)
  }
  return study
}

const square = space({ x: float(0, 1), y: float(0, 1) })
const one = { space: square, minimize: "loss" } as const
const methods: readonly ImportanceMethod[] = ["fanova", "ped-anova", "permutation", "shapley", "local", "ablation"]

test("every measure finds the parameter that matters, says it in a sentence, and what was left out", async () => {
  const study = await played(one, 40, ({ x, y }, trial) => (trial % 10 === 9 ? "crash" : { loss: (x - 0.2) * (x - 0.2) + 0.01 * y }))
  for (const method of methods) {
    const told = importance(study, { method })
    expect(told.summary, method).toMatch(/\bx\b/u)
    expect([told.method, told.target, told.trials]).toEqual([method, "loss", 36])
    expect(told.leftOut[0]).toEqual({ what: "4 trials", why: "failed" })
    if (method === "ablation") expect(told.path!.steps[0]!.name).toBe("x")
    else {
      const [first] = told.parameters
      expect(first!.name, method).toBe("x")
      expect(first!.low <= first!.share && first!.share <= first!.high, method).toBe(true)
    }
  }
  expect(importance(study).method).toBe("fanova")
  expect(importance(study, { method: "shapley" }).best!.trial).toBe(study.best!.number)
  expect(importance(study, { target: "duration", method: "ped-anova" }).target).toBe("duration")
})

test("a maximised metric, and one that is no objective", async () => {
  const study = await played({ space: square, maximize: "score" }, 30, ({ x, y }) => ({ score: x, other: y }))
  expect(importance(study, { method: "local" }).around).toBe(study.best!.number)
  expect(importance(study, { method: "ped-anova" }).parameters[0]!.name).toBe("x")
  expect(importance(study, { method: "ped-anova", target: "other" }).parameters[0]!.name).toBe("y")
})

test("of several objectives the front is looked at unless one is named", async () => {
  const study = await played({ space: square, minimize: ["a", "b"] }, 40, ({ x, y }) => ({ a: x + y, b: 1 - x + y }))
  const told = importance(study)
  expect([told.target, told.method, told.parameters[0]!.name]).toEqual(["front", "ped-anova", "y"])
  expect(importance(study, { target: "b" }).method).toBe("fanova")
})

test("in each branch what matters there: a parameter of another branch is not named", async () => {
  const branched = space({ base: float(0, 1), kind: branch({ p: { inner: float(0, 1) }, q: {} }) })
  const study = await played({ space: branched, minimize: "loss" }, 60, ({ base, kind }) => ({
    loss: kind.use === "p" ? kind.inner + 0.01 * base : base,
  }))
  const { branches } = importance(study, { method: "permutation", byBranch: true })
  const told = Object.fromEntries(branches!.map(({ branch: name, parameters }) => [name, parameters.map((one) => one.name)]))
  expect(told["kind = p"]![0]).toBe("kind.inner")
  expect(told["kind = q"]).toEqual(["base"])
})

test("too few, all failed, one value, one parameter, values that are not finite, a choice never tried: each says what it lacks", async () => {
  const few = await played(one, 6, ({ x }) => ({ loss: x }))
  const failed = await played(one, 12, () => "crash")
  const flat = await played(one, 12, () => ({ loss: 1 }))
  const odd = await played(one, 16, ({ x }, trial) => ({ loss: trial % 4 === 0 ? Infinity : x }))
  for (const method of methods) {
    expect(importance(few, { method }).lacks!.more, method).toBe(4)
    expect(importance(failed, { method })).toMatchObject({
      trials: 0,
      parameters: [],
      lacks: { more: 10 },
      leftOut: [{ what: "12 trials", why: "failed" }],
    })
    expect(importance(flat, { method }).lacks!.more, method).toBeUndefined()
    expect(importance(odd, { method }).trials, method).toBe(12)
    expect(importance(odd, { method }).lacks, method).toBeUndefined()
  }
  expect(importance(few).summary).toMatch(/cannot be told yet.*4 more/u)
  const single = await played({ space: space({ x: float(0, 1) }), minimize: "loss" }, 14, ({ x }) => ({ loss: x }))
  for (const method of ["ped-anova", "permutation", "shapley", "local"] as const)
    expect(importance(single, { method }).parameters[0]!.share).toBe(1)
  const kinds = space({ x: float(0, 1), kind: choice(["a", "b"]) })
  const baselines = Array.from({ length: 14 }, (_, i) => ({ config: { x: i / 14, kind: "a" as const } }))
  const untried = await played({ space: kinds, minimize: "loss", baselines }, 14, ({ x }) => ({ loss: x }))
  expect(importance(untried).leftOut).toContainEqual({ what: "kind", why: "took one value in all usable trials" })
})

test("a target that no trial has, a share that is none, and a share that a measure does not read are told", async () => {
  const study = await played(one, 12, ({ x }) => ({ loss: x }))
  expect(() => importance(study, { target: "los" })).toThrow(/did you mean loss/u)
  expect(() => importance(study, { top: 0 })).toThrow(/no share/u)
  expect(() => importance(study, { method: "shapley", top: 0.1 })).toThrow(/takes no share/u)
})
