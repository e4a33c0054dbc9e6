import { normalCdf, rng, sobolPoint } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cmaEs } from "../../../src/samplers/cma-es.ts"
import { gaussian, learnt } from "../../../src/samplers/cma-es/gaussian.ts"
import { fullRates, slowed } from "../../../src/samplers/cma-es/learning-rate.ts"
import { levelAt, withMargin } from "../../../src/samplers/cma-es/margin.ts"
import { firstRun, nextRun } from "../../../src/samplers/cma-es/runs.ts"
import { diagonal, full } from "../../../src/samplers/cma-es/shape.ts"
import { evenShares, learntShares, shareFloor } from "../../../src/samplers/cma-es/shares.ts"
import { populationFor, separableStrategy, strategy } from "../../../src/samplers/cma-es/strategy.ts"
import { warmStart } from "../../../src/samplers/cma-es/warm-start.ts"
import { askFor, flatOf, problemOn } from "../../asking.ts"

const near = (actual: Float64Array, expected: readonly number[], digits = 7): void => {
  expect(actual.length).toBe(expected.length)
  for (const [j, x] of expected.entries()) expect(actual[j]).toBeCloseTo(x, digits)
}
const step = (...y: number[]) => ({ shift: Float64Array.from(y), spread: Float64Array.from(y) })

describe("the constants", () => {
  const known: readonly (readonly number[])[] = [
    // d, λ, μ_eff, c1, c_μ, c_σ, d_σ, c_c, χ
    [2, 6, 2.028611, 0.154815, 0.057859, 0.446205, 1.446205, 0.624555, 1.254273],
    [5, 8, 2.600179, 0.047292, 0.038169, 0.365088, 1.365088, 0.4502, 2.128524],
    [10, 10, 3.167299, 0.015284, 0.020154, 0.284429, 1.284429, 0.29499, 3.084727],
  ]
  it.each(known)("are those of the reference in %i dimensions", (d, lambda, ...rest) => {
    expect(populationFor(d!)).toBe(lambda)
    const { parents, c1, cMu, cSigma, dSigma, cC, chi } = strategy(d!, lambda!)
    for (const [i, x] of [parents, c1, cMu, cSigma, dSigma, cC, chi].entries()) expect(x).toBeCloseTo(rest[i]!, 6)
  })

  it("weigh ranks as the reference does", () => {
    near(strategy(2, 6).weights, [0.63704, 0.28457, 0.07839, -0.28638, -0.76496, -1.15598], 5)
  })

  it("of the diagonal strategy learn faster, and never more than all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 60 }), (d, lambda) => {
        const [slow, fast] = [strategy(d, lambda), separableStrategy(d, lambda)]
        expect(fast.c1 + fast.cMu).toBeLessThanOrEqual(1)
        expect(slow.c1 + slow.cMu).toBeLessThanOrEqual(1)
        if (d > 10) expect(fast.c1 + fast.cMu).toBeGreaterThan(slow.c1 + slow.cMu)
        expect(fast.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12)
        for (const x of [...slow.weights, slow.cMu]) expect(Number.isFinite(x)).toBe(true)
      }),
    )
  })
})

it("one generation in the plane is that of the reference", () => {
  const to = learnt(gaussian(full, new Float64Array(2), 1), [step(1, 0), step(0, 1), step(-1, 0), step(0, -1)], strategy(2, 4))
  near(to.mean, [0.80416286, 0.19583714])
  expect(to.sigma).toBeCloseTo(0.90159651, 7)
  near(to.pSigma, [0.78374289, 0.19086428])
  near(to.pC, [0.90420877, 0.22020124])
  near(to.covariance, [0.98160817, 0.03224474, 0.03224474, 0.8181693])
})

it("a diagonal covariance is the diagonal of a full one where steps lie along the coordinates", () => {
  const steps = [step(1, 0), step(-1, 0), step(0, 1), step(0, -1)]
  const constants = separableStrategy(2, 4)
  const [a, b] = [full, diagonal].map((shape) => learnt(gaussian(shape, Float64Array.of(0.3, 0.4), 0.2), steps, constants))
  near(b!.covariance, [a!.covariance[0]!, a!.covariance[3]!], 12)
  near(b!.mean, [...a!.mean], 12)
})

describe("the margin", () => {
  const cells = (levels: number, bend: number) => ({ levels, edge: (k: number) => (k / levels) ** bend })
  const any = fc.record({
    levels: fc.integer({ min: 2, max: 30 }),
    bend: fc.constantFrom(1, 0.5, 2),
    mean: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
    scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
    exponent: fc.integer({ min: -9, max: 0 }),
    alpha: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
  })

  it("leaves both neighbours of the mean's cell at least α/2", () => {
    fc.assert(
      fc.property(any, ({ levels, bend, mean, scale, exponent, alpha }) => {
        const grid = cells(levels, bend)
        const deviation = 10 ** exponent
        const after = withMargin(grid, { mean, scale }, deviation, alpha)
        const spread = deviation * after.scale
        const level = levelAt(grid, mean)
        if (level > 0) expect(normalCdf((grid.edge(level) - after.mean) / spread)).toBeGreaterThan(alpha / 2 - 1e-9)
        if (level < levels - 1) expect(normalCdf((after.mean - grid.edge(level + 1)) / spread)).toBeGreaterThan(alpha / 2 - 1e-9)
        expect(levelAt(grid, after.mean)).toBe(level)
      }),
      { numRuns: 500 },
    )
  })

  it("leaves alone what has it already", () => {
    const standing = { mean: 0.52, scale: 1 }
    expect(withMargin(cells(10, 1), standing, 0.2, 0.05)).toEqual(standing)
  })
})

describe("the shares of categories", () => {
  it("sum to 1 and keep their floor, whatever they are told", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 4 }), fc.nat(1000), (levels, seed) => {
        const random = rng(seed, 0, "random")
        let shares = evenShares(levels)
        for (let g = 0; g < 40; g++) {
          const picks = Array.from({ length: 6 }, () => Int32Array.from(levels, (count) => random.below(count + 1) - 1))
          shares = learntShares(shares, picks, strategy(levels.length, 6).weights)
          for (const [c, row] of shares.rows.entries()) {
            expect(row.reduce((sum, q) => sum + q, 0)).toBeCloseTo(1, 12)
            expect(Math.min(...row)).toBeGreaterThan(shareFloor(levels.length, levels[c]!) - 1e-12)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it("turn to the value that always ranks first, as far as the floor lets them", () => {
    let shares = evenShares([3])
    for (let g = 0; g < 60; g++)
      shares = learntShares(shares, [Int32Array.of(1), Int32Array.of(1), Int32Array.of(0), Int32Array.of(2)], strategy(1, 4).weights)
    expect(shares.rows[0]![1]).toBeCloseTo(1 - 2 * shareFloor(1, 3), 6)
  })
})

it("a warm start around the best tenth is that of the reference", () => {
  const { mean, sigma, covariance } = warmStart(Array.from({ length: 100 }, (_, i) => Float64Array.of(i / 100, ((7 * i) % 100) / 100)))
  near(mean, [0.045, 0.315], 12)
  expect(sigma).toBeCloseTo(0.15046083, 7)
  near(covariance, [0.47816851, 0.25509683, 0.25509683, 2.22740388], 6)
})

it("a run that is to start warm draws around the best of the trials that came before it, whoever proposed them", async () => {
  const problem = problemOn({ x: "float(0, 1)", y: "float(0, 1)" })
  const told = (sampler: ReturnType<typeof cmaEs>, count: number) => {
    let state = sampler.init(problem)
    for (let number = 0; number < count; number++) {
      const flat = { x: sobolPoint(number, 2, 1)[0]!, y: sobolPoint(number, 2, 1)[1]! }
      const losses = [(flat.x - 0.9) ** 2 + (flat.y - 0.1) ** 2]
      state = sampler.observe(state, { number, flat, outcome: { kind: "complete", losses, violations: [] } })
    }
    return state
  }
  const warm = cmaEs({ warm: 40 })
  const distance = async (count: number): Promise<number> => {
    const state = told(warm, count)
    const flats = await Promise.all(Array.from({ length: 20 }, (_, i) => flatOf(warm.suggest(state, askFor(count + i)))))
    return flats.reduce((sum, flat) => sum + Math.hypot((flat["x"] as number) - 0.9, (flat["y"] as number) - 0.1) / 20, 0)
  }
  expect(await distance(39)).toBeGreaterThan(0.4)
  expect(await distance(40)).toBeLessThan(0.25)
  expect(() => cmaEs({ warm: -1 }).init(problem)).toThrow(RangeError)
})

it("learning slows down more where ranks are noise than where they are signal", () => {
  const rates = (loss: (y: Float64Array, random: () => number) => number) => {
    const random = rng(5, 0, "random")
    let [g, now] = [gaussian(full, new Float64Array(3).fill(4), 1), fullRates(3)]
    for (let generation = 0; generation < 300; generation++) {
      const steps = Array.from({ length: 7 }, () => g.axes.stretch(Float64Array.from({ length: 3 }, () => random.normal())))
      const told = steps.map((y) => ({
        y,
        loss: loss(
          y.map((x, j) => g.mean[j]! + g.sigma * x),
          () => random.normal(),
        ),
      }))
      told.sort((a, b) => a.loss - b.loss)
      const to = learnt(
        g,
        told.map(({ y }) => ({ shift: y, spread: y })),
        strategy(3, 7),
      )
      ;({ gaussian: g, rates: now } = slowed(g, to, now))
    }
    return now
  }
  const signal = rates((x) => x.reduce((sum, v) => sum + v * v, 0))
  const noise = rates((_, random) => random())
  expect(signal.covariance.eta).toBeGreaterThan(3 * noise.covariance.eta)
  expect(signal.mean.eta).toBeGreaterThan(1.5 * noise.mean.eta)
})

describe("restarts", () => {
  const settings = { restarts: "ipop", population: 8, sigma: 1 / 6, learning: "fixed", warm: 0 } as const

  it("of IPOP double the population each time", () => {
    const sizes = [firstRun(settings)]
    for (let i = 0; i < 4; i++) sizes.push(nextRun(settings, sizes.at(-1)!, 100, rng(1, i, "random")))
    expect(sizes.map(({ population }) => population)).toEqual([8, 16, 32, 64, 128])
  })

  it("of BIPOP take turns, so that small runs cost about as much as large ones", () => {
    let run = firstRun(settings)
    for (let i = 0; i < 60; i++) {
      run = nextRun({ ...settings, restarts: "bipop" }, run, 50 * run.population, rng(1, i, "random"))
      if (run.kind === "small") expect(run.population).toBeLessThanOrEqual(8 * 2 ** run.doublings)
      expect(run.population).toBeGreaterThanOrEqual(8)
    }
    expect(run.index).toBe(60)
    expect(run.spent.small).toBeGreaterThan(run.spent.large / 4)
  })
})
