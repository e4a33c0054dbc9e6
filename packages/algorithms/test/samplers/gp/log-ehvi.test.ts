import { hypervolume, rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { logEhvi } from "../../../src/samplers/gp/log-ehvi.ts"
import { logEi } from "../../../src/samplers/gp/log-ei.ts"
import { factorOf, posterior, weightsOf } from "../../../src/surrogate/gp/posterior.ts"
import type { Rows } from "../../../src/surrogate/gp/rows.ts"
import { expectSlope } from "./expect-slope.ts"

const rows: Rows = {
  count: 5,
  columns: 2,
  at: Float64Array.of(0.1, 0.2, 0.9, 0.4, 0.5, 0.5, 0.3, 0.8, 0.7, 0.1),
  category: new Uint8Array(2),
}
const seen = Array.from({ length: 5 }, (_, i) => rows.at.slice(2 * i, 2 * i + 2))

/** A model of one objective over the five points, in one version for each list of values. */
function model(inverseSquares: readonly number[], noise: number, ...values: readonly (readonly number[])[]) {
  const hyper = { inverseSquares: Float64Array.from(inverseSquares), signal: 1, noise }
  const { factor } = factorOf(rows, hyper, noise)
  return posterior(
    rows,
    hyper,
    factor,
    values.map((y) => weightsOf(factor, Float64Array.from(y))),
  )
}

const first = model([6, 2], 1e-6, [1, -1, 0, 0.5, 0.2], [0.9, -0.8, 0.1, 0.3, 0.2])
const second = model([1, 4], 1e-6, [-1, 1, 0.1, -0.5, 0.2], [-0.9, 0.8, 0.1, 0.3, 0.2])
const third = model([2, 2], 1e-6, [0.3, 0.2, -1, 0.5, -0.4])

const cases = [
  { name: "two objectives", hope: logEhvi([first, second], seen, [1.2, 1.2]), models: [first, second], reference: [1.2, 1.2] },
  {
    name: "three objectives, one of them in a single version",
    hope: logEhvi([first, second, third], seen, [1.2, 1.1, 1]),
    models: [first, second, third],
    reference: [1.2, 1.1, 1],
  },
]

describe.each(cases)("$name", ({ hope, models, reference }) => {
  it("the slope is the central difference", () => expectSlope(hope))

  it("growth and chance are what draws say, within four standard errors", () => {
    const x = Float64Array.of(0.45, 0.6)
    const draw = rng(1, 0, "random")
    const at = (row: Float64Array) =>
      models.map((one) => {
        const means = new Float64Array(one.fantasies)
        return { deviation: Math.sqrt(one.at(row, means)), means }
      })
    const here = at(x)
    const fronts = [0, 1].map((s) => seen.map((row) => at(row).map(({ means }) => means[s % means.length]!)))
    const before = fronts.map((points) => hypervolume(points, reference))
    const [draws, growths] = [20_000, [] as number[]]
    for (let i = 0; i < draws; i++) {
      const s = i % 2
      const y = here.map(({ means, deviation }) => means[s % means.length]! + deviation * draw.normal())
      growths.push(hypervolume([...fronts[s]!, y], reference) - before[s]!)
    }
    const mean = growths.reduce((sum, g) => sum + g, 0) / draws
    const error = Math.sqrt(growths.reduce((sum, g) => sum + (g - mean) ** 2, 0)) / draws
    expect(Math.abs(Math.exp(hope.value(x)) - mean)).toBeLessThan(4 * error)
    const share = growths.filter((g) => g > 0).length / draws
    expect(Math.abs(hope.chance(x) - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws))
  })
})

it("with one objective it is the expected improvement", () => {
  const best = Float64Array.of(-1, -0.8)
  const one = logEhvi([first], seen, [Infinity])
  // Both know the value at the best point but for the noise.
  for (const x of [Float64Array.of(0.8, 0.45), Float64Array.of(0.2, 0.9)])
    expect(one.value(x)).toBeCloseTo(logEi({ posterior: first, best }).value(x), 4)
})

it("where no growth can be represented there is a slope towards it still", () => {
  const far = logEhvi([first, second], [...seen, Float64Array.of(0.95, 0.4)], [-30, -30])
  const slope = new Float64Array(2)
  expect(far.slope(Float64Array.of(0.2, 0.6), slope)).toBeLessThan(-300)
  expect(slope.some((v) => v !== 0)).toBe(true)
  expect(slope.every(Number.isFinite)).toBe(true)
})
