import { spaceFromJson, type Ask, type Problem, type Suggestion } from "@diapason/core"
import { pow, rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { freezeThaw } from "../../../src/samplers/freeze-thaw.ts"
import { courses, emptyCurves, finished, heard, reported, type Course, type Curves } from "../../../src/samplers/freeze-thaw/curves.ts"
import { atHeight } from "../../../src/samplers/gp/lifted.ts"
import { logEi } from "../../../src/samplers/gp/log-ei.ts"
import { atTheEnd, outlook } from "../../../src/samplers/freeze-thaw/model.ts"
import { sightings } from "../../../src/samplers/freeze-thaw/sightings.ts"

const problem: Problem = {
  space: spaceFromJson({ x: { type: "float", low: 0, high: 1 }, y: { type: "float", low: 0, high: 1 } }),
  objectives: 1,
  constraints: 0,
  seed: 3,
  settings: {},
  fidelity: { name: "epoch", min: 1, max: 27, resumable: true },
}

const configOf = (number: number) => {
  const random = rng(3, number, "random")
  return { x: random.uniform(), y: random.uniform() }
}

/** Best at x = 0.3; whoever is far learns as fast, to a worse end. */
const lossAt = ({ x, y }: { x: number; y: number }, step: number): number => (x - 0.3) ** 2 + 0.1 * y + pow(step, -0.7)

/** The first trials, each heard up to its step. */
function curvesTo(...steps: readonly number[]): Curves {
  const curves = emptyCurves(problem)
  for (const [number, until] of steps.entries()) {
    const flat = configOf(number)
    for (let step = 1; step <= until; step++) heard(curves, { number, flat, step, losses: [lossAt(flat, step)] })
  }
  return curves
}

const courseOf = (curves: Curves, number: number): Course => courses(curves).find((course) => course.number === number)!
const numbersOf = (curves: Curves): readonly number[] => courses(curves).map((course) => course.number)

describe("what is known of curves", () => {
  it("forgets what a report makes void, and a trial that begins again", () => {
    const curves = curvesTo(5)
    heard(curves, { number: 0, flat: configOf(0), step: 3, losses: [9] })
    expect(courseOf(curves, 0)).toMatchObject({ steps: [1, 2, 3] })
    expect(courseOf(curves, 0).losses.at(-1)).toBe(9)
    heard(curves, { number: 0, flat: configOf(0), step: 0, losses: [] })
    expect(reported(curves)).toBe(0)
  })

  it("counts a loss that is no number as infinite, and a result without reports as seen at the last step", () => {
    const curves = curvesTo(2)
    heard(curves, { number: 0, flat: configOf(0), step: 3, losses: [NaN] })
    finished(curves, { number: 1, flat: configOf(1), outcome: { kind: "complete", losses: [0.5], violations: [] } })
    finished(curves, { number: 2, flat: configOf(2), outcome: { kind: "crashed" } })
    expect(courseOf(curves, 0).losses[2]).toBe(Infinity)
    expect(sightings(curves, 99).map(({ course, step, loss }) => [course.number, step, loss])).toContainEqual([1, 27, 0.5])
    expect(sightings(curves, 99).at(-1)).toMatchObject({ step: 27, loss: Infinity })
  })

  it("is thinned to some reports of each curve, and of many trials to those of good ones", () => {
    const curves = curvesTo(27, ...Array.from({ length: 59 }, () => 10))
    const first = sightings(curves, 999).filter(({ course }) => course.number === 0)
    expect(first.map(({ step }) => step)).toEqual([1, 2, 3, 5, 8, 14, 24, 27])
    const few = sightings(curves, 70)
    expect(few).toHaveLength(70)
    const last = (number: number): number => courseOf(curves, number).losses.at(-1)!
    const best = [...numbersOf(curves)].toSorted((a, b) => last(a) - last(b)).slice(0, 10)
    for (const number of best) expect(few.filter(({ latest }) => latest).map(({ course }) => course.number)).toContain(number)
  })
})

describe("the model of curves", () => {
  it("knows the end of a trial that has come to it, and is less sure of one that has only begun", () => {
    const curves = curvesTo(27, 27, 27, 27, 9, 9, 3, 3, 3, 3)
    const view = outlook(curves, [])
    const deviation = (number: number): number => atTheEnd(view, courseOf(curves, number).row).deviation
    expect(deviation(0)).toBeLessThan(0.6 * deviation(9))
    const expected = [0, 1, 2, 3].map((number) => atTheEnd(view, courseOf(curves, number).row).mean)
    const ranked = [0, 1, 2, 3].toSorted((a, b) => expected[a]! - expected[b]!)
    expect(ranked).toEqual([0, 1, 2, 3].toSorted((a, b) => lossAt(configOf(a), 27) - lossAt(configOf(b), 27)))
  })

  it("has the slope of its worth in the coordinates of a configuration", () => {
    const { posterior } = outlook(curvesTo(27, 9, 9, 3, 3, 3), [])
    const worth = atHeight(logEi({ posterior, best: Float64Array.of(-0.5) }), 1)
    const at = [0.42, 0.61]
    const slope = new Float64Array(2)
    worth.slope(Float64Array.from(at), slope)
    for (const c of [0, 1]) {
      const [up, down] = [1e-5, -1e-5].map((h) => worth.value(Float64Array.from(at, (v, i) => (i === c ? v + h : v))))
      expect(slope[c]).toBeCloseTo((up! - down!) / 2e-5, 4)
    }
  })

  it("is surer around a trial that runs", () => {
    const curves = curvesTo(27, 9, 9, 3, 3, 3)
    const row = Float64Array.of(0.95, 0.95)
    const [alone, running] = [outlook(curves, []), outlook(curves, [row])].map((view) => atTheEnd(view, row).deviation)
    expect(running).toBeLessThan(0.3 * alone!)
  })
})

describe("freeze-thaw", () => {
  const sampler = freezeThaw({ startup: 4 })
  const ask = (curves: Curves, fresh: boolean): Ask => {
    const paused = courses(curves)
      .filter(({ steps }) => (steps.at(-1) ?? 0) < 27)
      .map(({ number, flat, steps }) => ({ number, flat, step: steps.at(-1) ?? 0 }))
    const number = curves.heard.size
    return { number, pending: paused, rng: (stream, fork) => rng(3, number, stream, fork), thaw: { paused, stride: 3, fresh } }
  }
  const answer = (curves: Curves, fresh: boolean) => sampler.suggest(curves, ask(curves, fresh)) as Suggestion

  it("goes on with the paused trial that promises most, when no new one may begin", () => {
    const curves = curvesTo(3, 3, 3, 3, 3, 3, 3, 3)
    const best = [...numbersOf(curves)].toSorted((a, b) => lossAt(configOf(a), 27) - lossAt(configOf(b), 27))[0]
    expect(answer(curves, false)).toMatchObject({ thaw: best, why: expect.stringContaining(`#${best} goes on from step 3`) as string })
  })

  it("ends when none of the paused has a chance any more, and when nothing is paused", () => {
    const curves = emptyCurves(problem)
    for (const [number, x] of [0.3, 0.3, 0.31, 0.9, 0.95, 1].entries()) {
      const flat = { x, y: 0 }
      for (let step = 1; step <= (x < 0.5 ? 27 : 14); step++) heard(curves, { number, flat, step, losses: [lossAt(flat, step)] })
    }
    expect(answer(curves, false)).toMatchObject({ exhausted: expect.stringContaining("none of the 3 paused trials") as string })
    expect(answer(curvesTo(27, 27, 27, 27), false)).toMatchObject({ exhausted: "no trial is paused" })
  })

  it("does not stop at trials that have reported nothing, or nothing but what is no number", () => {
    const curves = emptyCurves(problem)
    for (const number of [0, 1, 2, 3, 4]) heard(curves, { number, flat: configOf(number), step: 1, losses: [NaN] })
    expect(answer(curves, true)).toHaveProperty("why")
    const silent = emptyCurves(problem)
    const paused = [{ number: 0, flat: configOf(0), step: 0 }]
    expect(sampler.suggest(silent, { ...ask(silent, false), thaw: { paused, stride: 3, fresh: false } })).toMatchObject({ thaw: 0 })
  })

  it("says of a new one what it hopes for", () => {
    const given = answer(curvesTo(27, 27, 27, 27, 27, 27), true)
    expect(given).toMatchObject({
      why: expect.stringMatching(/freeze-thaw: a new one, .* chance to be the best at step 27; a model of/) as string,
    })
  })
})
