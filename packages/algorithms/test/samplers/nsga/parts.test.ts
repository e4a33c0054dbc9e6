import type { Outcome } from "@diapason/core"
import { nonDominatedFronts, rng } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cubeOf, rowOf } from "../../../src/samplers/gp/cube.ts"
import type { Seen } from "../../../src/samplers/gp/history.ts"
import { childOf } from "../../../src/samplers/nsga/child.ts"
import { simulatedBinary } from "../../../src/samplers/nsga/crossover.ts"
import { crowdedSurvival } from "../../../src/samplers/nsga/crowded-survival.ts"
import { crowdingDistances } from "../../../src/samplers/nsga/crowding.ts"
import { finiteLosses } from "../../../src/samplers/nsga/finite-losses.ts"
import { constrainedFronts } from "../../../src/samplers/nsga/fronts.ts"
import { mutated, polynomial } from "../../../src/samplers/nsga/mutation.ts"
import { nichedSurvival } from "../../../src/samplers/nsga/niched-survival.ts"
import { fillNiches, nearestDirection } from "../../../src/samplers/nsga/niching.ts"
import { interceptsOf, normalised } from "../../../src/samplers/nsga/normalised.ts"
import { divisionsWithin, referenceCount, referencePoints } from "../../../src/samplers/nsga/reference-points.ts"
import { tournament } from "../../../src/samplers/nsga/tournament.ts"
import { axisOf } from "../../../src/samplers/tpe/axis.ts"
import { conditional, mixed } from "../tpe/spaces.ts"

const seen = (number: number, outcome: Outcome): Seen => ({ number, flat: {}, row: new Float64Array(0), outcome })
const complete = (number: number, losses: readonly number[], ...violations: readonly number[]): Seen =>
  seen(number, { kind: "complete", losses, violations })
const numbers = (trials: readonly Seen[]): number[] => trials.map(({ number }) => number)
const dice = (fork = 0) => rng(1, 0, "nsga.vary", fork)
const unit = fc.double({ min: 0, max: 1, noNaN: true })
const open = fc.double({ min: 0.001, max: 0.999, noNaN: true })

describe("reference points", () => {
  it("three parts are shared among two to five objectives in 4, 10, 20 and 35 ways", () =>
    expect([2, 3, 4, 5].map((M) => referencePoints(M, 3).length)).toEqual([4, 10, 20, 35]))

  it("there are C(M + p − 1, p), all different, and each sums to 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (M, p) => {
        const points = referencePoints(M, p)
        const binomial = Array.from({ length: p }, (_, i) => i + 1).reduce((c, i) => (c * (M - 1 + i)) / i, 1)
        expect(points.length).toBe(Math.round(binomial))
        expect(referenceCount(M, p)).toBe(points.length)
        expect(new Set(points.map(String)).size).toBe(points.length)
        for (const point of points) expect(point.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
      }),
    )
  })

  it("a population of 50 follows 50, 45, 35 and 35 directions in two to five objectives", () =>
    expect([2, 3, 4, 5].map((M) => referenceCount(M, divisionsWithin(M, 50)))).toEqual([50, 45, 35, 35]))
})

describe("crowding distance", () => {
  it("of (1,5), (2,3), (4,1): the ends are infinite, between them is 3/3 + 4/4", () =>
    expect([...crowdingDistances([[1, 5], [2, 3], [4, 1]])]).toEqual([Infinity, 2, Infinity])) // prettier-ignore

  it("of five points, in any order, is the sum of their gaps by the ranges", () =>
    expect([...crowdingDistances([[4, 2], [0, 10], [10, 0], [1, 6], [2, 4]])]).toEqual([8 / 10 + 4 / 10, Infinity, Infinity, 2 / 10 + 6 / 10, 3 / 10 + 4 / 10])) // prettier-ignore

  it("an objective in which all are equal says nothing", () => {
    expect([...crowdingDistances([[1, 7], [2, 7], [4, 7]])]).toEqual([Infinity, 1, Infinity]) // prettier-ignore
    expect([...crowdingDistances([[3, 7], [3, 7], [3, 7]])]).toEqual([0, 0, 0]) // prettier-ignore
    expect([...crowdingDistances([])]).toEqual([])
  })

  it("an infinite loss lies three ranges beyond the finite ones", () => {
    expect(finiteLosses([[0, 1], [2, Infinity], [Infinity, 1], [1, -Infinity]])).toEqual([[0, 1], [2, 2], [8, 1], [1, 0]]) // prettier-ignore
    expect(finiteLosses([[Infinity], [Infinity]])).toEqual([[1], [1]])
    for (const y of finiteLosses([[1.7e308], [-1.7e308], [Infinity]]).flat()) expect(Number.isFinite(7 * y)).toBe(true)
  })
})

describe("constrained domination", () => {
  it("feasible, however poor, comes before stopped, stopped before infeasible, and those go by their summed violations", () => {
    const trials = [
      complete(0, [0, 0], 3, 1),
      complete(1, [9, 9], 0, -1),
      complete(2, [5, 5], 2, 0.5),
      complete(3, [8, 9], -1, 0),
      complete(4, [9, 8], 0, 0),
      complete(5, [7, 7], 2, 2),
      seen(6, { kind: "stopped", step: 3, losses: [0, 0] }),
    ]
    expect(constrainedFronts(trials).map(numbers)).toEqual([[3, 4], [1], [6], [2], [0, 5]])
  })

  it("what survives is the same for trials in any order, and never a worse front before a better", () => {
    const losses = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 20 }), (points, count) => {
        const trials = points.map((point, i) => complete(i, point))
        const front = new Map(nonDominatedFronts(points).flatMap((members, k) => members.map((i) => [i, k] as const)))
        for (const survive of [crowdedSurvival, nichedSurvival(referencePoints(3, 3))]) {
          const { members, standing } = survive(trials, count, dice())
          expect(numbers(members)).toEqual(numbers(survive([...trials].reverse(), count, dice()).members))
          expect(new Set(numbers(members)).size).toBe(Math.min(count, points.length))
          expect(standing.length).toBe(members.length)
          const worst = Math.max(...members.map(({ number }) => front.get(number)!))
          for (const [i, k] of front) if (k < worst) expect(numbers(members)).toContain(i)
        }
      }),
    )
  })

  it("of a front that is too long NSGA-II keeps the ends and what has room", () => {
    const trials = [[0, 10], [1, 6], [1.1, 5.9], [4, 2], [10, 0]].map((point, i) => complete(i, point)) // prettier-ignore
    expect(numbers(crowdedSurvival(trials, 4, dice()).members).toSorted()).toEqual([0, 2, 3, 4])
    expect(crowdedSurvival(trials, 4, dice()).standing).toEqual([0, 0, 2, 3])
  })

  it("of a front that is too long NSGA-III keeps one near each direction", () => {
    const points = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0.5, 0], [0.52, 0.48, 0.001], [0.01, 0.49, 0.5], [0.5, 0, 0.5]] // prettier-ignore
    const { members } = nichedSurvival(referencePoints(3, 2))(points.map((point, i) => complete(i, point)), 6, dice()) // prettier-ignore
    expect(numbers(members).toSorted()).toEqual([0, 1, 2, 3, 5, 6])
  })
})

describe("normalisation", () => {
  it("the plane through the extreme points cuts each axis at 1", () => {
    expect(interceptsOf([[2, 0], [0, 5]])).toEqual([2, 5]) // prettier-ignore
    const cut = interceptsOf([[4, 1, 0], [0, 2, 1], [1, 0, 3]])! // prettier-ignore
    for (const point of [[4, 1, 0], [0, 2, 1], [1, 0, 3]]) expect(point.reduce((sum, y, m) => sum + y / cut[m]!, 0)).toBeCloseTo(1, 12) // prettier-ignore
  })

  it("there is no plane through points on a line with the origin, or one that misses an axis", () => {
    expect(interceptsOf([[1, 2], [2, 4]])).toBeUndefined() // prettier-ignore
    expect(interceptsOf([[1, 1], [3, 2]])).toBeUndefined() // prettier-ignore
    expect(interceptsOf([[0, 0], [0, 0]])).toBeUndefined() // prettier-ignore
  })

  it("scale and zero of each objective are nothing to it, and a constant one is 0", () => {
    const losses = [[0, 10, 3], [5, 5, 3], [10, 0, 3], [9, 9, 3]] // prettier-ignore
    const expected = [[0, 1, 0], [0.5, 0.5, 0], [1, 0, 0], [0.9, 0.9, 0]] // prettier-ignore
    const near = (a: readonly number[][], b: readonly number[][]): void => a.forEach((p, i) => p.forEach((y, m) => expect(y).toBeCloseTo(b[i]![m]!, 12))) // prettier-ignore
    near(normalised(losses), expected)
    near(normalised(losses.map(([a, b, c]) => [1000 * a! - 7, b! / 64 + 1, c! - 40])), expected)
  })
})

describe("niching", () => {
  it("the nearest direction is that of the least perpendicular distance", () => {
    const directions = [[0, 1], [0.5, 0.5], [1, 0]] // prettier-ignore
    expect(nearestDirection([3, 0.1], directions)).toEqual({ direction: 2, distance: expect.closeTo(0.1, 12) as number })
    expect(nearestDirection([2, 3], directions)).toEqual({ direction: 1, distance: expect.closeTo(Math.SQRT1_2, 12) as number })
  })

  it("directions that have nobody are served first, by their nearest candidate", () => {
    const at = (direction: number, distance: number) => ({ direction, distance })
    const candidates = [at(0, 0.1), at(1, 0.9), at(1, 0.2), at(2, 0.5), at(0, 0.3)]
    expect(fillNiches([at(0, 0)], candidates, 2, dice()).toSorted()).toEqual([2, 3])
    expect(fillNiches([at(0, 0)], candidates, 5, dice()).toSorted()).toEqual([0, 1, 2, 3, 4])
  })
})

describe("variation", () => {
  it("crossed numbers have the mean of their parents, and lie further apart from u = ½ on, nearer below, but for rounding", () => {
    fc.assert(
      fc.property(unit, unit, open, (a, b, u) => {
        const [low, high] = simulatedBinary(a, b, u)
        expect((low + high) / 2).toBeCloseTo((a + b) / 2, 14)
        const spread = Math.abs(high - low) - Math.abs(b - a)
        if (u > 0.5) expect(spread).toBeGreaterThan(-1e-15)
        else expect(spread).toBeLessThan(1e-15)
      }),
    )
    expect(simulatedBinary(0.25, 0.75, 0.5)).toEqual([0.25, 0.75])
    // β = (2 · 0.1)^(1/21)
    expect(simulatedBinary(0.25, 0.75, 0.1)[1]).toBeCloseTo(0.5 + 0.25 * 0.2 ** (1 / 21), 12)
  })

  it("a mutated number stays in [0, 1], moves with u, and moves nowhere at u = ½", () => {
    fc.assert(
      fc.property(unit, open, open, (x, u, v) => {
        const [a, b] = [polynomial(x, Math.min(u, v)), polynomial(x, Math.max(u, v))]
        for (const y of [a, b]) expect(y >= 0 && y <= 1).toBe(true)
        expect(b - a).toBeGreaterThanOrEqual(-1e-15)
      }),
    )
    for (const x of [0, 0.3, 1]) expect(polynomial(x, 0.5)).toBeCloseTo(x, 14)
    expect(polynomial(0.5, 0)).toBeCloseTo(0, 6)
  })

  it("a mutated value that has levels is another one, and every category is met", () => {
    const [, , layers, width, act] = mixed.parameters.map((parameter, j) => axisOf(parameter, j))
    for (const axis of [layers!, width!, act!]) {
      const levelAt = (u: number): number => Math.min(axis.levels - 1, Math.floor(u * axis.levels))
      for (let fork = 0; fork < 50; fork++) {
        const u = (fork + 0.5) / 50
        const to = mutated(axis, u, dice(fork))
        expect(to >= 0 && to <= 1).toBe(true)
        if (axis !== width) expect(levelAt(to)).not.toBe(levelAt(u))
      }
    }
    const met = new Set(Array.from({ length: 50 }, (_, fork) => mutated(act!, 0.5, dice(fork)).toFixed(3)))
    expect([...met].toSorted()).toEqual(["0.167", "0.833"])
  })

  it("a tournament's winner is never worse than a member drawn, nor the one that is left out", () => {
    const parents = { members: [0, 1, 2].map((i) => complete(i, [i])), standing: [0, 1, 2] }
    const wins = [0, 0, 0]
    for (let fork = 0; fork < 900; fork++) wins[tournament(parents, dice(fork))]!++
    // Nine pairs: 5, 3 and 1.
    for (const [i, share] of [500, 300, 100].entries()) expect(Math.abs(wins[i]! - share)).toBeLessThan(70)
    for (let fork = 0; fork < 50; fork++) expect(tournament(parents, dice(fork), 0)).not.toBe(0)
    expect(tournament({ members: parents.members.slice(0, 2), standing: [0, 1] }, dice(), 0)).toBe(1)
  })

  it("a child has its active parameters only, values of its parents but for what was mutated, and is neither of them", () => {
    const cube = cubeOf(conditional)
    const parent = (number: number, flat: Seen["flat"]): Seen => ({ number, flat, row: rowOf(cube, flat), outcome: { kind: "crashed" } })
    const mother = parent(0, { lr: 0.2, optimizer: "sgd", momentum: 0.9 })
    const father = parent(1, { lr: 0.8, optimizer: "adam", beta1: 0.5, warmup: 3, amsgrad: true })
    for (let fork = 0; fork < 200; fork++) {
      const { flat, mutations, crossed } = childOf(cube, mother, father, dice(fork))
      expect([mother.flat, father.flat]).not.toContainEqual(flat)
      const names = flat["optimizer"] === "sgd" ? ["lr", "optimizer", "momentum"] : ["lr", "optimizer", "beta1", "warmup", "amsgrad"]
      expect(Object.keys(flat)).toEqual(names)
      if (!crossed) continue
      // The branch's own parameter comes from the parent that has it.
      if ("momentum" in flat && !mutations.includes("momentum")) expect(flat["momentum"]).toBeCloseTo(0.9, 9)
      if ("warmup" in flat && !mutations.includes("warmup")) expect(flat["warmup"]).toBe(3)
    }
  })
})
