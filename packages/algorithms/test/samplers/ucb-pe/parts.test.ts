import { spaceFromJson } from "@diapason/core"
import { rng } from "@diapason/math"
import fc from "fast-check"
import { expect, it } from "vitest"
import type { Acquisition } from "../../../src/samplers/gp/acquisition.ts"
import { cubeOf } from "../../../src/samplers/gp/cube.ts"
import type { Seen } from "../../../src/samplers/gp/history.ts"
import { barOf, exploration } from "../../../src/samplers/ucb-pe/exploration.ts"
import { explorationShare } from "../../../src/samplers/ucb-pe/rule.ts"
import { upperBound } from "../../../src/samplers/ucb-pe/upper-bound.ts"
import { viewsOf } from "../../../src/samplers/ucb-pe/views.ts"
import { expectSlope } from "../gp/expect-slope.ts"

const finished = (row: readonly number[], loss: number, number = 0): Seen => ({
  number,
  flat: {},
  row: Float64Array.from(row),
  outcome: { kind: "complete", losses: [loss], violations: [] },
})

const cube = cubeOf(spaceFromJson({ x: "float(0, 1)", y: "float(0, 1)" }))

/** Two views of values at rows, with others running. */
function views(seen: readonly Seen[], running: readonly (readonly number[])[], inverse: number, noise: number) {
  const values = Float64Array.from(seen, ({ outcome }) => (outcome.kind === "complete" ? outcome.losses[0]! : 0))
  const hyper = { inverseSquares: new Float64Array(2).fill(inverse), signal: 1.5, noise }
  const belief = { hyper, target: { seen, values, scale: 1, origin: 0 }, places: seen.map((_, i) => i) }
  return viewsOf(
    cube,
    belief,
    running.map((row) => Float64Array.from(row)),
  )
}

/** Length scales so short that rows know nothing of each other: everything has a closed form. */
const strangers = 1e6
const [signal, noise] = [1.5, 0.2]

it("what is left to know at a running trial is its noise, and the mean there is what it was", () => {
  const { finished: before, all } = views([finished([0, 0], 1)], [[1, 1]], strangers, noise)
  const [mean, same] = [new Float64Array(1), new Float64Array(1)]
  expect(before.at(Float64Array.of(1, 1), mean)).toBeCloseTo(signal, 12)
  expect(all.at(Float64Array.of(1, 1), same)).toBeCloseTo((signal * noise) / (signal + noise), 12)
  expect(views([finished([0, 0], 1)], [[1, 1]], strangers, 1e-6).all.at(Float64Array.of(1, 1), same)).toBeCloseTo(1e-6, 10)
  expect([mean[0], same[0]]).toEqual([0, 0])
})

it("running trials never move the mean, and never leave more to know", () => {
  const { finished: before, all } = views(
    [finished([0.2, 0.3], 1), finished([0.7, 0.9], -1)],
    [
      [0.5, 0.5],
      [0.6, 0.5],
    ],
    4,
    noise,
  )
  fc.assert(
    fc.property(fc.nat(1000), (seed) => {
      const draw = rng(seed, 0, "random")
      const x = Float64Array.of(draw.uniform(), draw.uniform())
      const [a, b] = [new Float64Array(1), new Float64Array(1)]
      expect(all.at(x, b)).toBeLessThanOrEqual(before.at(x, a) + 1e-12)
      expect(b[0]).toBeCloseTo(a[0]!, 12)
    }),
  )
})

it("the bar is the mean at the trial of the greatest promise, which a little-known one can be", () => {
  const shrunk = signal / (signal + noise)
  const rows = [finished([0, 0], 1), finished([1, 0], -1), finished([0, 1], 0.5)]
  const { finished: view } = views(rows, [], strangers, noise)
  const at = rows.map(({ row }) => row)
  expect(barOf(view, at, 1.8)).toBeCloseTo(-shrunk, 12)
  // A place without a trial: mean 0, but 1.8 deviations of luck promise more than the best trial does.
  expect(barOf(view, [...at, Float64Array.of(1, 1)], 1.8)).toBeCloseTo(0, 12)
  expect(barOf(view, [], 1.8)).toBe(Infinity)
})

it("exploration is the deviation, less ten times what half a deviation of luck lacks to the bar", () => {
  const wish = exploration(views([finished([0, 0], 1), finished([1, 0], -1)], [], strangers, noise), -0.8)
  const [shrunk, left] = [signal / (signal + noise), Math.sqrt((signal * noise) / (signal + noise))]
  expect(wish.value(Float64Array.of(1, 0))).toBeCloseTo(left, 12)
  expect(wish.value(Float64Array.of(0, 0))).toBeCloseTo(left + 10 * (-0.8 - shrunk + 0.5 * left), 12)
})

const crowded = views(
  [finished([0.1, 0.2], 1), finished([0.9, 0.4], -1), finished([0.5, 0.5], 0), finished([0.3, 0.8], 0.5)],
  [
    [0.7, 0.1],
    [0.6, 0.7],
  ],
  5,
  0.01,
)
const acquisitions: readonly [string, Acquisition][] = [
  ["the upper bound", upperBound(crowded, 1.8)],
  ["exploration", exploration(crowded, -0.4)],
]

it.each(acquisitions)("%s: its slope is its central difference", (_, acquisition) => expectSlope(acquisition))

it("with news a trial seldom explores, without it mostly, under much noise often", () => {
  const history = [0, 1, 4].map((number) => finished([0, 0], 0, number))
  const [clear, loud] = [1e-3, 3].map((noise) => ({ inverseSquares: new Float64Array(2), signal: 1, noise }))
  const running = (...numbers: readonly number[]) => numbers.map((number) => ({ number, flat: {} }))
  expect(explorationShare(history, running(), clear!)).toBe(0.1)
  expect(explorationShare(history, running(2, 3), clear!)).toBe(0.1)
  expect(explorationShare(history, running(2, 3), loud!)).toBe(0.7)
  expect(explorationShare(history, running(2, 5), clear!)).toBe(0.75)
  expect(explorationShare([], running(0), clear!)).toBe(0.75)
})
