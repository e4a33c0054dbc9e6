import { spaceFromJson, type Observation, type Problem, type Suggestion } from "@diapason/core"
import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { mobster } from "../../../src/samplers/mobster.ts"
import { atHeight, heightOf } from "../../../src/samplers/gp/lifted.ts"

const space = spaceFromJson({ x: { type: "float", low: 0, high: 1 } })
const problem: Problem = { space, objectives: 1, constraints: 0, seed: 3, settings: {}, fidelity: { name: "epoch", min: 1, max: 9 } }
const at = (trial: number): number => rng(5, trial, "random").uniform()

interface Told {
  readonly number: number
  readonly until: number
  readonly loss: (x: number, step: number) => number
}

function knowing(trials: readonly Told[]) {
  const sampler = mobster()
  let state = sampler.init(problem)
  const hear = (number: number, step: number, losses: readonly number[]): void =>
    void (state = sampler.hear!(state, { number, flat: { x: at(number) }, step, losses }))
  for (const { number, until, loss } of trials) for (let step = 1; step <= until; step++) hear(number, step, [loss(at(number), step)])
  return {
    hear,
    observe: (observation: Observation) => void (state = sampler.observe(state, observation)),
    suggest: (number = 500): Suggestion =>
      sampler.suggest(state, { number, pending: [], rng: (stream, fork) => rng(3, number, stream, fork) }) as Suggestion,
  }
}

const told = (from: number, count: number, until: number, loss: Told["loss"]): readonly Told[] =>
  Array.from({ length: count }, (_, i) => ({ number: from + i, until, loss }))
const valley = (best: number) => (x: number, step: number) => (x - best) ** 2 + 1 / step
const xOf = (given: Suggestion): number => ("flat" in given ? Number(given.flat["x"]) : NaN)
const whyOf = (given: Suggestion): string => ("why" in given ? given.why : "")

describe("mobster", () => {
  it("begins with a design until a rung has a few more trials than there are parameters", () => {
    expect(whyOf(knowing(told(0, 3, 1, valley(0.3))).suggest())).toContain("mobster: start-up design, 3 of 4 trials have come to a rung")
    expect(whyOf(knowing(told(0, 4, 1, valley(0.3))).suggest())).toMatch(/chance to beat the best at rung 1; a model of 4 results$/)
  })

  it("finds the valley from the lowest rung alone, and looks at the highest rung that enough trials have reached", () => {
    expect(Math.abs(xOf(knowing(told(0, 12, 1, valley(0.3))).suggest()) - 0.3)).toBeLessThan(0.1)
    const study = knowing([...told(0, 12, 1, valley(0.3)), ...told(12, 9, 3, valley(0.3))])
    expect(whyOf(study.suggest())).toMatch(/beat the best at rung 3; a model of \d+ results at \d rungs$/)
    expect(Math.abs(xOf(study.suggest()) - 0.3)).toBeLessThan(0.1)
  })

  it("learns at the top what lower rungs tell of where no trial has gone that far", () => {
    // Only five trials were trained to step 3, all on the right; twenty reports of step 1 know of the valley on the left.
    const right = Array.from({ length: 60 }, (_, i) => i).filter((i) => at(i) > 0.6)
    const anywhere = Array.from({ length: 20 }, (_, i) => 100 + i)
    const study = knowing([
      ...right.slice(0, 5).map((number) => ({ number, until: 3, loss: valley(0.2) })),
      ...anywhere.map((number) => ({ number, until: 1, loss: valley(0.2) })),
    ])
    expect(whyOf(study.suggest())).toContain("at rung 3")
    expect(Math.abs(xOf(study.suggest()) - 0.2)).toBeLessThan(0.2)
  })

  it("is nothing to the order in which trials are heard, or to when it is asked", () => {
    const all = [...told(0, 9, 3, valley(0.7)), ...told(9, 6, 1, valley(0.7))]
    const [forth, back] = [knowing(all), knowing([])]
    forth.suggest()
    for (const { number, until, loss } of [...all].reverse()) {
      back.suggest()
      for (let step = 1; step <= until; step++) back.hear(number, step, [loss(at(number), step)])
    }
    expect(back.suggest()).toEqual(forth.suggest())
  })

  it("forgets what a trial takes back", () => {
    const study = knowing(told(0, 12, 3, valley(0.9)))
    study.suggest()
    for (let number = 0; number < 12; number++) for (const step of [1, 2, 3]) study.hear(number, step, [valley(0.2)(at(number), step)])
    expect(study.suggest()).toEqual(knowing(told(0, 12, 3, valley(0.2))).suggest())
  })

  it("reads what completed without a word on the way, and no loss that is not a number", () => {
    const study = knowing([])
    for (let number = 0; number < 6; number++)
      study.observe({
        number,
        flat: { x: at(number) },
        outcome: { kind: "complete", losses: [valley(0.5)(at(number), 9)], violations: [] },
      })
    study.hear(20, 9, [NaN])
    expect(whyOf(study.suggest())).toMatch(/beat the best of those that ran in full; a model of 6 results/)
  })
})

describe("the further coordinate", () => {
  it("is logarithmic, from 0 at the first step to 1 at the last", () => {
    expect([1, 3, 9, 20].map((step) => heightOf(problem, step))).toEqual([0, 0.5, 1, 1])
  })

  it("leaves the slopes of the others as they are", () => {
    const plane = {
      value: (x: Float64Array) => 2 * x[0]! + 3 * x[1]!,
      slope(x: Float64Array, gradient: Float64Array) {
        gradient[0]! += 2
        gradient[1]! += 3
        return 2 * x[0]! + 3 * x[1]!
      },
    }
    const gradient = Float64Array.of(10)
    expect(atHeight(plane, 0.5).slope(Float64Array.of(1), gradient)).toBe(3.5)
    expect(gradient).toEqual(Float64Array.of(12))
  })
})
