import type { Outcome } from "@diapason/core"
import { rng } from "@diapason/math"
import fc from "fast-check"
import { expect, it } from "vitest"
import type { Acquisition } from "../../../src/samplers/gp/acquisition.ts"
import { cubeOf, flatAt, placeAt, rowOf, unitsOf } from "../../../src/samplers/gp/cube.ts"
import type { Seen } from "../../../src/samplers/gp/history.ts"
import { logEi } from "../../../src/samplers/gp/log-ei.ts"
import { logKept } from "../../../src/samplers/gp/log-kept.ts"
import { scalarised } from "../../../src/samplers/gp/scalarised.ts"
import { constraint, objective } from "../../../src/samplers/gp/target.ts"
import { boundedTail } from "../../../src/samplers/gp/bounded-tail.ts"
import { easedTail } from "../../../src/samplers/gp/eased-tail.ts"
import { halfRank } from "../../../src/samplers/gp/half-rank.ts"
import { warp } from "../../../src/samplers/gp/warp.ts"
import { factorOf, posterior, weightsOf } from "../../../src/surrogate/gp/posterior.ts"
import type { Rows } from "../../../src/surrogate/gp/rows.ts"
import { conditional, mixed } from "../tpe/spaces.ts"
import { expectSlope } from "./expect-slope.ts"

it("the worse half of 1 to 5 moves to where normal ranks say, the better stays", () => {
  // Published half-rank warping of five values, mirrored, since here smaller is better.
  const moved = halfRank(Float64Array.of(-1, -2, -3, -4, -5))
  expect([...moved.slice(2)]).toEqual([-3, -4, -5])
  expect(-moved[1]!).toBeCloseTo(2.32300185, 7)
  expect(-moved[0]!).toBeCloseTo(1.34552404, 7)
})

it("of an eased tail only what lies beyond the outer fence moves, to a logarithm", () => {
  // Quartiles 1 and 3: the fence stands at 9.
  const moved = easedTail(Float64Array.of(0, 1, 2, 3, 19))
  expect([...moved.slice(0, 4)]).toEqual([0, 1, 2, 3])
  expect(moved[4]!).toBeCloseTo(9 + 2 * Math.log(6), 12)
})

it("of a bounded tail only what is five deviations above the median moves, to less than ten", () => {
  // The median is 2, and the better half 0, 1, 2 has a mean square of 5 / 3 around it.
  const reach = 5 * Math.sqrt(5 / 3)
  const moved = boundedTail(Float64Array.of(0, 1, 2, 8, 2 + 3 * reach))
  expect([...moved.slice(0, 4)]).toEqual([0, 1, 2, 8])
  expect(moved[4]!).toBeCloseTo(2 + reach + (reach * 2) / 3, 12)
  expect(boundedTail(Float64Array.of(0, 1, 2, 8, 1e200))[4]).toBeCloseTo(2 + 2 * reach, 12)
  expect([...boundedTail(Float64Array.of(3, 3, 3, 4, 1e9))]).toEqual([...halfRank(Float64Array.of(3, 3, 3, 4, 1e9))])
})

it.each([
  ["ranked", halfRank],
  ["eased", easedTail],
  ["bounded", boundedTail],
])("warping keeps the order, whatever the losses: %s", (_, draw) => {
  const any = fc.oneof(fc.double(), fc.constantFrom(Infinity, -Infinity, 1e308, -1e308, 0, 5e-324))
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 30 }), (drawn) => {
      const losses = drawn.map((y) => (y === y ? y : 0))
      const { values } = warp(losses, draw)
      for (const v of values) expect(Number.isFinite(v)).toBe(true)
      for (const [i, y] of losses.entries())
        for (const [j, z] of losses.entries()) if (y < z) expect(values[i]!).toBeLessThanOrEqual(values[j]!)
    }),
  )
})

it("losses that are all the same are all 0", () => {
  expect([...warp([3, 3, 3], halfRank).values]).toEqual([0, 0, 0])
})

it("a place goes to its row and back", () => {
  const cube = cubeOf(mixed)
  fc.assert(
    fc.property(fc.nat(1000), (seed) => {
      const draw = rng(seed, 0, "random")
      const { flat, row } = placeAt(cube, Float64Array.from({ length: 5 }, draw.uniform))
      const units = unitsOf(cube, flat, row, () => 0.5)
      expect([...placeAt(cube, units).row]).toEqual([...row])
      expect([...rowOf(cube, flat)]).toEqual([...row])
    }),
  )
})

it("what is not active lies in the middle, a constant nowhere", () => {
  const { columns } = cubeOf(conditional)
  expect(columns.map(({ parameter }) => parameter.name)).toEqual(["lr", "optimizer", "momentum", "beta1", "warmup"])
  expect([...rowOf(cubeOf(conditional), { lr: 0.25, optimizer: "sgd", momentum: 1 })]).toEqual([0.25, 0, 1, 0.5, 0.5])
})

/** Two versions of a belief on five points. */
const rows: Rows = {
  count: 5,
  columns: 2,
  at: Float64Array.of(0.1, 0.2, 0.9, 0.4, 0.5, 0.5, 0.3, 0.8, 0.7, 0.1),
  category: new Uint8Array(2),
}
const model = { inverseSquares: Float64Array.of(6, 2), signal: 1, noise: 0.01 }
const { factor } = factorOf(rows, model, model.noise)
const versions = [Float64Array.of(1, -1, 0, 0.5, 0.2), Float64Array.of(1.1, -0.9, 0.1, 0.3, 0.2)]
const belief = {
  posterior: posterior(
    rows,
    model,
    factor,
    versions.map((y) => weightsOf(factor, y)),
  ),
  best: Float64Array.of(-1, -0.9),
}

const acquisitions: readonly [string, Acquisition][] = [
  ["log expected improvement", logEi(belief)],
  ["log probability to be kept", logKept(belief, 0.3, 1e-9)],
]

it.each(acquisitions)("%s: its slope is its central difference", (_, acquisition) => expectSlope(acquisition))

it("log expected improvement is the mean over the versions of what integration gives", () => {
  const x = Float64Array.of(0.6, 0.6)
  const means = new Float64Array(2)
  const deviation = Math.sqrt(belief.posterior.at(x, means))
  let total = 0
  for (const s of [0, 1]) {
    const [steps, reach] = [200_000, 10]
    for (let i = 0; i < steps; i++) {
      const z = -reach + (2 * reach * (i + 0.5)) / steps
      const gain = Math.max(0, belief.best[s]! - means[s]! - deviation * z)
      total += (gain * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) / (steps / (2 * reach)) / 2
    }
  }
  expect(logEi(belief).value(x)).toBeCloseTo(Math.log(total), 7)
})

const seen = (number: number, outcome: Outcome): Seen => ({ number, flat: {}, row: new Float64Array(0), outcome })
const complete = (number: number, losses: readonly number[], violations: readonly number[] = []): Seen =>
  seen(number, { kind: "complete", losses, violations })

it("a stopped trial is no better than the middle of the complete ones", () => {
  const history = [complete(0, [1]), complete(1, [2]), complete(2, [3]), seen(3, { kind: "stopped", step: 1, losses: [0] })]
  const { values } = objective(0).over(history)
  expect(values[3]).toBe(values[1])
  expect(values[0]!).toBeLessThan(values[1]!)
})

it("violations keep their sign, however large; none is 0", () => {
  const history = [-1e300, -1, 1, Infinity, NaN].map((v, i) => complete(i, [0], [v]))
  const { values } = constraint(0).over(history)
  expect([...values].map(Math.sign)).toEqual([-1, -1, 1, 1, 1])
  expect([...values].every(Number.isFinite)).toBe(true)
})

it("of several objectives each is asked for in turn", () => {
  const front = Array.from({ length: 21 }, (_, i) => complete(i, [i / 20, (1 - i / 20) ** 2]))
  const winners = new Set(
    Array.from({ length: 40 }, (_, k) => {
      const { values } = scalarised(2, rng(1, k, "gp.draws")).over(front)
      return values.indexOf(Math.min(...values))
    }),
  )
  expect(winners.size).toBeGreaterThan(8)
})

it("where the better half is all equal, ranks still tell the others apart", () => {
  const losses = [0, 0, 0, 0, 0, 0, 1, 2, 3, 400]
  for (const draw of [halfRank, boundedTail, easedTail]) {
    const { values } = warp(losses, draw)
    expect(new Set(values.slice(0, 6)).size).toBe(1)
    for (let i = 6; i < 10; i++) expect(values[i]! - values[i - 1]!).toBeGreaterThan(0.1)
  }
})

it("losses may be more than a call has room for", () => {
  const { values } = warp(
    Array.from({ length: 200_000 }, (_, i) => i),
    halfRank,
  )
  expect(values.length).toBe(200_000)
})

it("a row goes back to its configuration", () => {
  const cube = cubeOf(conditional)
  for (let i = 0; i < 50; i++) {
    const draw = rng(5, i, "random")
    const place = placeAt(
      cube,
      Float64Array.from(cube.space.parameters, () => draw.uniform()),
    )
    expect(rowOf(cube, flatAt(cube, place.row))).toEqual(place.row)
  }
})
