import { hash32, rng } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { groupsIn, type Group } from "../../../src/samplers/tpe/groups.ts"
import { mixture, type Mixture } from "../../../src/samplers/tpe/mixture.ts"
import { points, type Points } from "../../../src/samplers/tpe/points.ts"
import { presets, type PresetName } from "../../../src/samplers/tpe/preset.ts"
import { trialTable } from "../../../src/samplers/tpe/trial-table.ts"
import type { Flat, Space } from "@diapason/core"
import { plainLogDensity, plainWidths, type PlainAxis, type PlainTrial } from "./plain-tpe.ts"
import { choice, float, int, logFloat, logInt, mixed, spaceOf } from "./spaces.ts"

describe("the values of Optuna 5.0 (computed with it)", () => {
  const unit = spaceOf([float("x")])
  const three = observing(unit, [{ x: 0.1 }, { x: 0.2 }, { x: 0.7 }])
  it.each([
    [0.15, 0.36694724],
    [0.5, -0.08235494],
    [0.9, -0.42954843],
  ])("three points on a line: ln p(%f) = %f", (x, expected) => expect(three({ x })).toBeCloseTo(expected, 8))

  const two = observing(unit, [{ x: 0.6 }, { x: 0.9 }])
  it.each([
    [0.15, -0.65389812],
    [0.5, 0.10449151],
    [0.9, 0.28405013],
  ])("two points on a line: ln p(%f) = %f", (x, expected) => expect(two({ x })).toBeCloseTo(expected, 8))

  it("widths are the wider gap, inward only at the ends", () => {
    expect(plainWidths([0.1, 0.2, 0.7], presets.optuna5)).toEqual([expect.closeTo(0.2), expect.closeTo(0.5), expect.closeTo(0.5)])
    expect(plainWidths([0.6, 0.9], presets.optuna5)).toEqual([expect.closeTo(0.3), expect.closeTo(0.3)])
    expect(plainWidths([0.3], presets.optuna5)).toEqual([0.7])
  })

  it("categories: one-hots smoothed by the prior", () => {
    const p = observing(spaceOf([choice("c", ["a", "b", "c"])]), [{ c: "a" }, { c: "a" }, { c: "c" }])
    expect(["a", "b", "c"].map((c) => Math.exp(p({ c })))).toEqual([
      expect.closeTo(0.47619048, 8),
      expect.closeTo(0.19047619, 8),
      expect.closeTo(0.33333333, 8),
    ])
  })

  it("integers: masses of cells", () => {
    const p = observing(spaceOf([int("k", 1, 8)]), [{ k: 2 }, { k: 5 }])
    const expected = [0.12370709, 0.1396841, 0.14799608, 0.14710081, 0.1374186, 0.12112538, 0.10141863, 0.0815493]
    expect(expected.map((_, i) => Math.exp(p({ k: i + 1 })))).toEqual(expected.map((mass) => expect.closeTo(mass, 8)))
  })

  it("integers on a log scale: masses that sum to 1", () => {
    const p = observing(spaceOf([logInt("k", 1, 128)]), [{ k: 2 }, { k: 64 }])
    let sum = 0
    for (let k = 1; k <= 128; k++) sum += Math.exp(p({ k }))
    expect(sum).toBeCloseTo(1, 12)
  })

  it("a log range: density in ln x", () => {
    const p = observing(spaceOf([logFloat("lr", 1e-5, 1e-1)]), [{ lr: 1e-4 }, { lr: 1e-2 }])
    expect(p({ lr: 1e-3 }) - Math.log(Math.log(1e4))).toBeCloseTo(-2.12614132, 8)
  })

  it("a number and a category together", () => {
    const p = observing(spaceOf([float("x"), choice("c", ["0", "1"])]), [
      { x: 0.2, c: "0" },
      { x: 0.8, c: "1" },
    ])
    expect(p({ x: 0.2, c: "0" })).toBeCloseTo(-0.60772036, 8)
    expect(p({ x: 0.2, c: "1" })).toBeCloseTo(-0.80390519, 8)
  })
})

describe("the incremental mixture", () => {
  it("has the density of the plain one after any history of coming and going", () => {
    const history = fc.record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      n: fc.oneof(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 500, max: 700 })),
      leaving: fc.double({ min: 0, max: 0.4, noNaN: true }),
      preset: fc.constantFrom<PresetName>("optuna5", "w23", "rank"),
    })
    fc.assert(
      fc.property(history, ({ seed, n, leaving, preset }) => {
        const random = rng(seed, 0, "random")
        const open = opened(mixed, preset)
        const flats = Array.from({ length: n }, () => drawn(random.uniform))
        const arrival = flats.map((_, i) => ({ i, at: random.uniform() })).sort((a, b) => a.at - b.at)
        const inside = new Map<number, number>()
        for (const { i } of arrival) {
          const row = open.table.append(i, flats[i]!)
          if (random.uniform() < 0.98) open.table.finish(row, { kind: "crashed" })
          open.mixture.add(row)
          inside.set(i, row)
          const [first] = inside.keys()
          if (random.uniform() < leaving) {
            open.mixture.drop(inside.get(first!)!)
            inside.delete(first!)
          }
          if (random.uniform() < 0.01) open.density(drawn(random.uniform))
        }
        const trials = [...inside].map(([number, row]) =>
          plainTrial(open.group, number, flats[number]!, open.table.outcome[row] === undefined),
        )
        for (let k = 0; k < 3; k++) {
          const at = drawn(random.uniform)
          const expected = plainLogDensity(
            plainAxes(open.group),
            trials,
            presets[preset],
            presets[preset].above === "ramp",
            pointOf(open.group, at),
          )
          expect(open.density(at)).toBeCloseTo(expected, 10)
        }
      }),
      { numRuns: 10 },
    )
  })

  it("keeps a nested set of kernels, whatever the order of arrival", () => {
    const forwards = opened(spaceOf([float("x")]), "rank")
    const backwards = opened(spaceOf([float("x")]), "rank")
    const numbers = Array.from({ length: 900 }, (_, i) => i)
    for (const i of numbers) add(forwards, i, { x: i / 900 })
    for (const i of [...numbers].reverse()) add(backwards, i, { x: i / 900 })
    const at = { x: 0.3 }
    expect(forwards.density(at)).toBe(backwards.density(at))
    expect(forwards.nearest(at, 1000)).toEqual(backwards.nearest(at, 1000))
    const before = new Set(forwards.nearest(at, 1000))
    for (let i = 900; i < 1000; i++) add(forwards, i, { x: i / 1000 })
    const after = forwards.nearest(at, 1000)
    expect(after.filter((number) => number < 900 && !before.has(number))).toEqual([])
    expect(after.length).toBeGreaterThanOrEqual(512)
    expect(after.length).toBeLessThanOrEqual(537)
  })

  it("draws every part of the space from the prior alone", () => {
    const { mixture, group } = opened(spaceOf([choice("c", ["a", "b", "c", "d"]), float("x")]), "w23")
    mixture.prepare()
    const at = points(400, 2)
    const random = rng(3, 0, "tpe.sample")
    for (let p = 0; p < 400; p++) mixture.draw(random, at, p)
    expect(group.axes.length).toBe(2)
    expect(new Set(at.level.filter((_, i) => i % 2 === 0)).size).toBe(4)
    expect(Math.min(...at.unit.filter((_, i) => i % 2 === 1))).toBeLessThan(0.05)
    expect(Math.max(...at.unit.filter((_, i) => i % 2 === 1))).toBeGreaterThan(0.95)
  })

  it("draws from the density it states: cells within six standard deviations", () => {
    const { mixture, table, density } = opened(spaceOf([logInt("k", 1, 6)]), "optuna5")
    for (const [number, k] of [1, 4, 4, 5].entries()) mixture.add(table.append(number, { k }))
    const expected = [1, 2, 3, 4, 5, 6].map((k) => Math.exp(density({ k })))
    const at = points(20000, 1)
    const random = rng(4, 0, "tpe.sample")
    for (let p = 0; p < at.count; p++) mixture.draw(random, at, p)
    expected.forEach((p, level) => {
      const share = at.level.filter((l) => l === level).length / at.count
      expect(Math.abs(share - p)).toBeLessThan(6 * Math.sqrt((p * (1 - p)) / at.count))
    })
  })
})

interface Open {
  readonly group: Group
  readonly table: ReturnType<typeof trialTable>
  readonly mixture: Mixture
  density(flat: Flat): number
  /** Trial numbers by weight at a point. */
  nearest(flat: Flat, count: number): number[]
}

function opened(space: Space, preset: PresetName): Open {
  const group = groupsIn(space)[0]!
  const table = trialTable([group], 7)
  const one = mixture(table, group, { bandwidth: presets[preset].bandwidth, ramp: presets[preset].above === "ramp" })
  return {
    group,
    table,
    mixture: one,
    density(flat) {
      const out = new Float64Array(1)
      one.prepare()
      one.logDensity(placed(group, flat), out)
      return out[0]!
    },
    nearest(flat, count) {
      one.prepare()
      return one.nearest(placed(group, flat), 0, count).map((row) => table.number[row]!)
    },
  }
}

/** ln density after some observations, all running, by the rules of Optuna 5. */
function observing(space: Space, flats: readonly Flat[]): (flat: Flat) => number {
  const open = opened(space, "optuna5")
  flats.forEach((flat, number) => open.mixture.add(open.table.append(number, flat)))
  return open.density
}

function add({ table, mixture }: Open, number: number, flat: Flat): void {
  const row = table.append(number, flat)
  table.finish(row, { kind: "crashed" })
  mixture.add(row)
}

function placed(group: Group, flat: Flat): Points {
  const table = trialTable([group], 0)
  const row = table.append(0, flat)
  const at = points(1, group.axes.length)
  group.axes.forEach(({ column }, j) => {
    at.unit[j] = table.unit(row, column)
    at.level[j] = table.level(row, column)
  })
  return at
}

/** A configuration of the mixed space; values repeat often enough to make ties. */
const drawn = (uniform: () => number): Flat => ({
  x: uniform() < 0.1 ? 1 : -5 + 15 * uniform(),
  lr: 1e-5 * 10 ** (4 * uniform()),
  layers: 1 + Math.floor(8 * uniform()),
  width: 1 + Math.floor(128 * uniform() ** 3),
  act: ["relu", "tanh", "gelu"][Math.floor(3 * uniform())]!,
})

const plainAxes = (group: Group): PlainAxis[] =>
  group.axes.map((axis): PlainAxis => {
    if (axis.kind === "category") return { kind: "category", levels: axis.levels }
    if (axis.kind === "line") return { kind: "line" }
    return {
      kind: "cells",
      edges: axis.parameter.name === "width" ? logEdges : Array.from({ length: axis.levels + 1 }, (_, k) => k / axis.levels),
    }
  })

const logEdges = Array.from({ length: 129 }, (_, k) => Math.log((k + 0.5) / 0.5) / Math.log(128.5 / 0.5))

function plainTrial(group: Group, number: number, flat: Flat, pending: boolean): PlainTrial {
  const at = placed(group, flat)
  return { number, x: group.axes.map((_, j) => at.unit[j]!), hash: hash32(7, "tpe.thin", number), pending }
}

const pointOf = (group: Group, flat: Flat): number[] => {
  const at = placed(group, flat)
  return group.axes.map((axis, j) => (axis.kind === "line" ? at.unit[j]! : at.level[j]!))
}
