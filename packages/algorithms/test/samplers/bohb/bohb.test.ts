import { spaceFromJson, type Ask, type Observation, type Problem, type Suggestion } from "@diapason/core"
import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { bohb } from "../../../src/samplers/bohb.ts"
import { hearReport, lossesAt, type HeardCurves } from "../../../src/samplers/heard-curves.ts"

const space = spaceFromJson({ x: { type: "float", low: 0, high: 1 } })
const problem: Problem = { space, objectives: 1, constraints: 0, seed: 3, settings: {}, fidelity: { name: "epoch", min: 1, max: 9 } }

const at = (trial: number): number => rng(5, trial, "random").uniform()

/** Trials that report `loss` up to `until`; asked with a share of random ones that is next to nothing. */
function knowing(
  trials: readonly { readonly number: number; readonly until: number; readonly loss: (x: number, step: number) => number }[],
) {
  const sampler = bohb({ random: 1e-9 })
  let state = sampler.init(problem)
  for (const { number, until, loss } of trials)
    for (let step = 1; step <= until; step++)
      state = sampler.hear!(state, { number, flat: { x: at(number) }, step, losses: [loss(at(number), step)] })
  return {
    hear: (number: number, step: number, losses: readonly number[]) =>
      (state = sampler.hear!(state, { number, flat: { x: at(number) }, step, losses })),
    observe: (observation: Observation) => (state = sampler.observe(state, observation)),
    suggest(number = 500): Suggestion {
      const ask: Ask = { number, pending: [], rng: (stream, fork) => rng(3, number, stream, fork) }
      return sampler.suggest(state, ask) as Suggestion
    },
    mean(): number {
      const points = Array.from({ length: 30 }, (_, i) => this.suggest(500 + i))
      return points.reduce((sum, given) => sum + ("flat" in given ? Number(given.flat["x"]) : NaN), 0) / points.length
    },
  }
}

const low = (x: number): number => x
const high = (x: number): number => -x
const trials = (from: number, count: number, until: number, loss: (x: number, step: number) => number) =>
  Array.from({ length: count }, (_, i) => ({ number: from + i, until, loss }))

describe("bohb", () => {
  it("begins with a design until a rung has 2d + 2 trials", () => {
    expect(knowing(trials(0, 3, 1, low)).suggest()).toMatchObject({
      why: expect.stringContaining("bohb: start-up design, 3 of 4 trials have come to a rung") as string,
    })
    expect(knowing(trials(0, 4, 1, low)).suggest()).toMatchObject({
      why: expect.stringContaining("(bohb: the model of 4 trials as they stood at rung 1)") as string,
    })
  })

  it("reads the highest rung that enough trials have come to", () => {
    // At rung 1 small values are good, at rung 3 large ones.
    const turned = (x: number, step: number): number => (step < 3 ? x : -x)
    const some = knowing([...trials(0, 30, 1, turned), ...trials(30, 3, 3, turned)])
    const enough = knowing([...trials(0, 30, 1, turned), ...trials(30, 20, 3, turned)])
    expect(some.mean()).toBeLessThan(0.35)
    expect(enough.mean()).toBeGreaterThan(0.65)
    expect(enough.suggest()).toMatchObject({ why: expect.stringContaining("20 trials as they stood at rung 3") as string })
  })

  it("reads trials that ran in full once there are enough of them", () => {
    const study = knowing(trials(0, 30, 9, high))
    for (let number = 0; number < 30; number++)
      study.observe({ number, flat: { x: at(number) }, outcome: { kind: "complete", losses: [at(number)], violations: [] } })
    expect(study.suggest()).toMatchObject({ why: expect.stringContaining("30 trials that ran in full") as string })
    expect(study.mean()).toBeLessThan(0.35)
  })

  it("is nothing to the order in which trials are heard, or to when it is asked", () => {
    const all = [...trials(0, 20, 3, low), ...trials(20, 9, 1, high)]
    const [forth, back] = [knowing(all), knowing([])]
    forth.suggest()
    for (const { number, until, loss } of [...all].reverse()) {
      back.suggest()
      for (let step = 1; step <= until; step++) back.hear(number, step, [loss(at(number), step)])
    }
    expect(back.suggest()).toEqual(forth.suggest())
  })

  it("forgets what a trial takes back, whether or not a model was made of it", () => {
    const study = knowing([...trials(0, 12, 3, low)])
    study.suggest()
    for (let number = 0; number < 9; number++) study.hear(number, 0, [])
    expect(study.suggest()).toMatchObject({ why: expect.stringContaining("3 of 4 trials have come to a rung") as string })
    for (let number = 0; number < 9; number++) study.hear(number, 1, [at(number)])
    expect(study.suggest()).toEqual(knowing([...trials(0, 9, 1, low), ...trials(9, 3, 3, low)]).suggest())
  })

  it("counts what crashed or was stopped below a rung as poor there, and a loss that is not a number not at all", () => {
    const study = knowing(trials(0, 8, 3, low))
    study.hear(8, 3, [NaN])
    expect(study.suggest()).toMatchObject({ why: expect.stringContaining("model of 8 trials") as string })
    for (let number = 20; number < 40; number++) study.observe({ number, flat: { x: at(number) / 2 }, outcome: { kind: "crashed" } })
    expect(study.suggest()).toMatchObject({ why: expect.stringContaining("model of 8 trials") as string })
    expect(study.mean()).toBeGreaterThan(knowing(trials(0, 8, 3, low)).mean())
  })

  it("draws the share of random configurations that it was told to", () => {
    const sampler = bohb({ random: 0.5 })
    let state = sampler.init(problem)
    for (let number = 0; number < 10; number++)
      state = sampler.hear!(state, { number, flat: { x: at(number) }, step: 1, losses: [at(number)] })
    const drawn = Array.from({ length: 400 }, (_, i) => {
      const given = sampler.suggest(state, {
        number: 50 + i,
        pending: [],
        rng: (stream, fork) => rng(3, 50 + i, stream, fork),
      }) as Suggestion
      return "why" in given && given.why.startsWith("bohb: a random configuration") ? 1 : 0
    }).reduce((sum: number, one) => sum + one, 0)
    expect(Math.abs(drawn - 200)).toBeLessThan(50)
  })
})

describe("heard curves", () => {
  const heard = (reports: readonly (readonly [step: number, loss: number])[]): HeardCurves => {
    const curves: HeardCurves = new Map()
    for (const [step, loss] of reports) hearReport(curves, { number: 0, flat: {}, step, losses: step === 0 ? [] : [loss] })
    return curves
  }
  const rung3 = (reports: readonly (readonly [number, number])[]) => lossesAt(heard(reports).get(0)!, 3)

  it("stand at a rung by the first report there or after it, as it was said last", () => {
    expect(
      rung3([
        [1, 9],
        [2, 8],
      ]),
    ).toBeUndefined()
    expect(
      rung3([
        [2, 8],
        [5, 7],
        [6, 1],
      ]),
    ).toEqual([7])
    expect(
      rung3([
        [3, 8],
        [3, 7],
      ]),
    ).toEqual([7])
    expect(
      rung3([
        [3, 8],
        [4, 1],
        [2, 5],
      ]),
    ).toBeUndefined()
    expect(
      rung3([
        [3, 8],
        [0, 0],
        [4, 2],
      ]),
    ).toEqual([2])
  })

  it("stand with the last number before where that report has none", () => {
    expect(
      rung3([
        [2, 8],
        [3, NaN],
      ]),
    ).toEqual([8])
    expect(
      rung3([
        [2, NaN],
        [3, NaN],
      ]),
    ).toBeUndefined()
  })
})
