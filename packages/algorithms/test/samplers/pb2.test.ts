import type { Flat, Heard, Observation } from "@diapason/core"
import { rng, shuffle } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { pb2 } from "../../src/samplers/pb2.ts"
import { categoryChances } from "../../src/samplers/pb2/category-bandit.ts"
import { exploration } from "../../src/samplers/pb2/exploration.ts"
import { intervalsOf, listen, lossAt, type Curves } from "../../src/samplers/pb2/heard.ts"
import { kernel, type Point } from "../../src/samplers/pb2/kernel.ts"
import { believe } from "../../src/samplers/pb2/model.ts"
import { standardised } from "../../src/samplers/pb2/propose.ts"
import { askFor, flatOf, problemOn } from "../asking.ts"

const at = (time: number, ...numbers: readonly number[]): Point => ({ time, numbers: Float64Array.from(numbers), levels: [] })

describe("the kernel that forgets", () => {
  it("has the value of the reference at a distance of a half in values and in time", () => {
    expect(kernel(at(0, 0.2), at(0.5, 0.7), { length: 1, forgetting: 0.1 })).toBeCloseTo(0.75855488, 8)
  })

  it("is 1 at no distance, and forgets nothing where nothing is to be forgotten", () => {
    expect(kernel(at(1, 0.5), at(1, 0.5), { length: 0.3, forgetting: 0.4 })).toBe(1)
    expect(kernel(at(0, 0, 0), at(9, 0.3, 0.4), { length: 0.25, forgetting: 0 })).toBeCloseTo(Math.exp(-1), 14)
  })

  it("with categories is half their sum and half their product", () => {
    const near = Math.exp(-0.5)
    const [a, b] = [
      { ...at(0, 0, 0), levels: [1, 2] },
      { ...at(0, 0.5, 0.5), levels: [1, 0] },
    ]
    expect(kernel(a, b, { length: 1, forgetting: 0.1 })).toBeCloseTo(0.5 * (0.5 + near) + 0.5 * 0.5 * near, 14)
  })
})

describe("exploration", () => {
  it("has the value of the reference after 100 stretches, and is never negative", () => {
    expect(exploration(100)).toBeCloseTo(0.73777589, 8)
    expect(exploration(1)).toBe(0)
  })
})

describe("what is believed", () => {
  const points = Array.from({ length: 20 }, (_, i) => at(i / 20, ((i * 7) % 20) / 20))
  const y = Float64Array.from(points, ({ numbers }) => Math.sin(6 * numbers[0]!))

  it("of a smooth gain follows it", () => {
    const belief = believe(points, y)
    for (const x of [0.12, 0.43, 0.77]) expect(Math.abs(belief(at(0.95, x)).mean - Math.sin(6 * x))).toBeLessThan(0.35)
  })

  it("keeps its mean where a trial trains, and is surer there", () => {
    const [alone, beside] = [believe(points, y), believe([...points, at(1, 0.5)], y)]
    for (const x of [0.1, 0.5, 0.9]) expect(beside(at(1, x)).mean).toBeCloseTo(alone(at(1, x)).mean, 10)
    expect(beside(at(1, 0.5)).deviation).toBeLessThan(alone(at(1, 0.5)).deviation)
    expect(beside(at(1, 0.5)).deviation).toBeGreaterThan(0)
  })

  it("of gains without any difference is that they are alike", () => {
    expect(standardised([{ gain: 3 }, { gain: 3 }])).toEqual(new Float64Array(2))
    expect(believe(points, new Float64Array(20))(at(1, 0.5)).mean).toBe(0)
  })
})

describe("standardised gains", () => {
  it("have mean 0 and deviation 1 unless one is far out, which counts as 2", () => {
    expect([...standardised([{ gain: 1 }, { gain: 3 }])]).toEqual([-1, 1])
    const far = standardised([...Array<{ gain: number }>(20).fill({ gain: 0 }), { gain: 1000 }])
    expect(Math.max(...far)).toBe(2)
  })
})

describe("categories", () => {
  it("are equal before anything is known, add up to 1, and none is ruled out", () => {
    expect(categoryChances(4, [])).toEqual([0.25, 0.25, 0.25, 0.25])
    const played = fc.array(fc.record({ category: fc.nat(2), reward: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 200 })
    fc.assert(
      fc.property(played, (rows) => {
        const chances = categoryChances(3, rows)
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
        for (const p of chances) expect(p).toBeGreaterThan(0)
      }),
    )
  })

  it("that were rewarded come oftener", () => {
    const rows = Array.from({ length: 150 }, (_, i) => ({ category: i % 3, reward: i % 3 === 1 ? 1 : 0 }))
    const [a, b, c] = categoryChances(3, rows)
    expect(b).toBeGreaterThan(2 * a!)
    expect(b).toBeGreaterThan(2 * c!)
  })
})

const heard = (number: number, step: number, loss: number, parent?: Heard["parent"]): Heard => ({
  number,
  flat: { lr: number },
  step,
  losses: [loss],
  ...(parent !== undefined && { parent }),
})

describe("stretches of training", () => {
  const curves = (...all: readonly Heard[]): Curves => all.reduce(listen, new Map())

  it("go from report to report, each of at least the stride; a child's first begins with its parent's loss", () => {
    const found = intervalsOf(
      curves(heard(0, 1, 9), heard(0, 2, 8), heard(0, 3, 6), heard(1, 4, 5, { number: 0, step: 3 }), heard(1, 5, 4)),
      2,
      10,
    )
    expect(found).toEqual([
      { number: 0, flat: { lr: 0 }, from: 1, to: 3, before: 9, gain: 1.5 },
      { number: 1, flat: { lr: 1 }, from: 3, to: 5, before: 6, gain: 1 },
    ])
  })

  it("are void after a step that is reported again, and all after a new beginning", () => {
    const all = curves(heard(0, 1, 9), heard(0, 2, 8), heard(0, 3, 7), heard(0, 2, 5))
    expect(intervalsOf(all, 1, 10)).toMatchObject([{ from: 1, to: 2, gain: 4 }])
    expect(intervalsOf(listen(all, { number: 0, flat: {}, step: 0, losses: [] }), 1, 10)).toEqual([])
  })

  it("pass over what is not a number, and only the newest count", () => {
    expect(intervalsOf(curves(heard(0, 1, 9), heard(0, 2, NaN), heard(0, 3, 7)), 1, 10)).toEqual([])
    expect(intervalsOf(curves(heard(0, 1, 9), heard(0, 2, 8), heard(0, 3, 7)), 1, 1)).toMatchObject([{ from: 2 }])
  })

  it("know a trial's loss before its own first report from its parent", () => {
    const all = curves(heard(0, 3, 6), heard(1, 5, 4, { number: 0, step: 3 }))
    expect([lossAt(all, 1, 4), lossAt(all, 1, 5), lossAt(all, 0, 1), lossAt(all, 7, 1)]).toEqual([6, 4, undefined, undefined])
  })
})

describe("pb2", () => {
  const problem = problemOn({ lr: { type: "float", low: 0, high: 1 } }, { fidelity: { name: "epoch", min: 1, max: 50 } })
  /** Trials of evenly spread values; what is gained is most at 0.3 up to step 20 and at 0.8 after that. */
  const history = (trials: number, last: number): readonly Heard[] =>
    Array.from({ length: trials }, (_, number) => {
      const lr = (number + 0.5) / trials
      let loss = 100
      return Array.from({ length: last }, (_, i): Heard => {
        const away = lr - (i < 20 ? 0.3 : 0.8)
        loss -= 2 - 4 * away * away
        return { number, flat: { lr }, step: i + 1, losses: [loss] }
      })
    }).flat()
  const sampler = pb2()
  const told = (all: readonly Heard[], on = problem) => all.reduce((state, one) => sampler.hear!(state, one), sampler.init(on))
  const childOf = (state: ReturnType<typeof told>, number: number, step: number, flat: Flat = { lr: 0.5 }) =>
    sampler.suggest(state, { ...askFor(number), parent: { number: 4, flat, step } })

  it.each([
    [18, 0.15, 0.45],
    [40, 0.65, 1],
  ])("at step %i proposes values between %f and %f, which gain most there", async (step, low, high) => {
    const state = told(history(9, step))
    for (let number = 100; number < 105; number++) {
      const { lr } = await flatOf(childOf(state, number, step))
      expect(lr).toBeGreaterThanOrEqual(low)
      expect(lr).toBeLessThanOrEqual(high)
    }
  })

  it("draws categories too, and none is ruled out", async () => {
    const values = ["relu", "tanh"]
    const space = { lr: { type: "float", low: 0, high: 1 }, act: { type: "choice", values } }
    const mixed = problemOn(space, { fidelity: { name: "epoch", min: 1, max: 50 } })
    const all = history(6, 20).map((one) => ({ ...one, flat: { ...one.flat, act: values[one.number % 2]! } }))
    const state = told(all, mixed)
    const children = Array.from({ length: 12 }, (_, i) => flatOf(childOf(state, 100 + i, 20, { lr: 0.5, act: "tanh" })))
    expect([...new Set((await Promise.all(children)).map(({ act }) => act))].sort()).toEqual(values)
  })

  it("says the same in whatever order trials are heard", async () => {
    const all = history(6, 20)
    const order = shuffle([0, 1, 2, 3, 4, 5], rng(1, 0, "random"))
    const other = order.flatMap((n) => all.filter(({ number }) => number === n))
    expect(await childOf(told(other), 9, 20)).toEqual(await childOf(told(all), 9, 20))
  })

  it("moves at random while it knows little, and asks another sampler for whoever has no parent", async () => {
    expect(await childOf(told(history(1, 3)), 9, 3)).toMatchObject({ why: expect.stringContaining("moved at random") as string })
    expect(await sampler.suggest(told([]), askFor(0))).toMatchObject({ why: expect.stringContaining("sobol") as string })
    const seen: Observation = { number: 0, flat: { lr: 0.5 }, outcome: { kind: "crashed" } }
    expect(await sampler.suggest(sampler.observe(told([]), seen), askFor(1))).toMatchObject({
      why: expect.stringContaining("sobol") as string,
    })
  })

  it("keeps the constraints", async () => {
    const bound = problemOn({ lr: { type: "float", low: 0, high: 1 } }, { where: ["lr < 0.2"] })
    expect(Number((await flatOf(childOf(told(history(9, 40), bound), 9, 40, { lr: 0.1 })))["lr"])).toBeLessThan(0.2)
  })
})
