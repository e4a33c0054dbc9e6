import fc from "fast-check"
import { expect, it } from "vitest"
import { hash32, normalCdf, philox4x32, rng, splitMix64, streams, uniformOf } from "@diapason/math"
import type { Rng, StreamName } from "@diapason/math"

const seed = fc.maxSafeInteger()
const trial = fc.nat(0xffffffff)
const stream = fc.constantFrom(...(Object.keys(streams) as StreamName[]))

const words = (r: Rng, n: number): number[] => Array.from({ length: n }, () => r.uint32())

it("the ids of the streams are frozen", () =>
  expect(streams).toMatchObject({
    init: 0,
    qmc: 1,
    "tpe.sample": 2,
    "tpe.thin": 3,
    random: 4,
    grid: 5,
    startup: 6,
    "trial.seed": 7,
    bruteforce: 8,
    bootstrap: 9,
    fold: 10,
    confirm: 11,
  }))

it("no two streams have the same id", () => expect(new Set(Object.values(streams)).size).toBe(Object.keys(streams).length))

it("the words are Philox blocks at the counter (block, trial, stream, fork) under the mixed seed", () =>
  fc.assert(
    fc.property(seed, trial, stream, fc.nat(100), (s, t, name, fork) => {
      const [k0, k1] = splitMix64(s)
      const blocks = [0, 1, 2].flatMap((block) => {
        const out = new Uint32Array(4)
        philox4x32(block, t, streams[name], fork, k0, k1, out)
        return [...out]
      })
      expect(words(rng(s, t, name, fork), 12)).toEqual(blocks)
    }),
  ))

it("a recorded stream never changes", () => {
  const r = rng(42, 7, "random")
  expect([r.uint32(), r.uniform(), r.below(1000), r.normal(), r.below(2 ** 40), r.fork(3).uint32(), r.fork(3).fork(4).uint32()])
    .toMatchInlineSnapshot(`
    [
      2135966099,
      0.16058291285548043,
      407,
      0.28438581641596283,
      739983367963,
      2831877634,
      1139390756,
    ]
  `)
})

it("hash32 is the first word of the stream of that index", () =>
  fc.assert(fc.property(seed, trial, stream, (s, t, name) => hash32(s, name, t) === rng(s, t, name).uint32())))

it("a uniform is an odd multiple of 2^-53, so never 0 and never 1", () =>
  fc.assert(
    fc.property(seed, (s) => {
      const scaled = rng(s, 0, "random").uniform() * 2 ** 53
      return Number.isSafeInteger(scaled) && scaled % 2 === 1
    }),
  ))

it("the extreme words give uniforms inside (0, 1), as far from either end", () => {
  expect(uniformOf(0, 0)).toBe(2 ** -53)
  expect(uniformOf(0xffffffff, 0xffffffff)).toBe(1 - 2 ** -53)
})

it("a fork does not depend on what was drawn from its parent", () =>
  fc.assert(
    fc.property(seed, fc.nat(20), fc.nat(), (s, draws, n) => {
      const drawn = rng(s, 1, "random")
      words(drawn, draws)
      expect(words(drawn.fork(n), 5)).toEqual(words(rng(s, 1, "random").fork(n), 5))
    }),
  ))

it("forking does not move the parent", () => {
  const r = rng(3, 1, "random")
  const before = [r.uint32(), r.uint32()]
  r.fork(9).uniform()
  expect([...before, ...words(r, 4)]).toEqual(words(rng(3, 1, "random"), 6))
})

it("parents, children, grandchildren, other trials and other streams share no word", () => {
  const r = rng(1, 2, "random")
  const all = [
    r,
    r.fork(0),
    r.fork(1),
    r.fork(0).fork(1),
    r.fork(1).fork(0),
    rng(1, 3, "random"),
    rng(1, 2, "grid"),
    rng(1, 2, "random", 1),
    rng(2, 2, "random"),
  ]
  const drawn = all.flatMap((each) => words(each, 20))
  expect(new Set(drawn).size).toBe(drawn.length) // 180 words of 32 bits: a chance meeting once in 270,000 seeds
})

it("below(m) stays below m, on both sides of 2^32", () =>
  fc.assert(
    fc.property(
      seed,
      fc.oneof(
        fc.integer({ min: 1, max: 2 ** 32 + 5 }),
        fc.maxSafeInteger().filter((m) => m >= 1),
      ),
      (s, m) => {
        const x = rng(s, 0, "random").below(m)
        return Number.isInteger(x) && x >= 0 && x < m
      },
    ),
  ))

for (const m of [3, 7, 10, 3 * 2 ** 30, 3 * 2 ** 51])
  it(`the thirds of below(${m}) are equally likely (chi-squared below 27.6, odds one in a million)`, () => {
    const r = rng(5, 0, "random")
    const groups = m < 100 ? m : 3
    const counts = new Array<number>(groups).fill(0)
    for (let i = 0; i < 30000; i++) {
      const group = Math.floor(r.below(m) / (m / groups))
      counts[group] = counts[group]! + 1
    }
    const expected = 30000 / groups
    const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(chi2).toBeLessThan(groups <= 3 ? 27.6 : 45)
  })

it("below refuses anything but an integer from 1 to 2^53 - 1", () => {
  for (const m of [0, -1, 1.5, NaN, Infinity, 2 ** 53, 2 ** 33 + 0.5]) expect(() => rng(1, 0, "random").below(m)).toThrow(RangeError)
})

it("trial and fork are words of 32 bits", () => {
  for (const n of [-1, 0.5, 2 ** 32, NaN]) {
    expect(() => rng(1, n, "random")).toThrow(RangeError)
    expect(() => rng(1, 0, "random", n)).toThrow(RangeError)
    expect(() => hash32(1, "random", n)).toThrow(RangeError)
  }
})

it("10,000 uniforms and normals follow their laws (Kolmogorov-Smirnov below 0.0269, odds one in a million)", () => {
  const r = rng(11, 0, "random")
  const distance = (sorted: number[]): number =>
    sorted.reduce((worst, u, i) => Math.max(worst, Math.abs(u - i / sorted.length), Math.abs(u - (i + 1) / sorted.length)), 0)
  const sorted = (draw: () => number): number[] => Array.from({ length: 10000 }, draw).sort((a, b) => a - b)
  expect(distance(sorted(() => r.uniform()))).toBeLessThan(0.0269)
  expect(distance(sorted(() => normalCdf(r.normal())))).toBeLessThan(0.0269)
})

it("a normal uses exactly one uniform", () => {
  const a = rng(1, 0, "random")
  const b = rng(1, 0, "random")
  a.normal()
  b.uniform()
  expect(a.uint32()).toBe(b.uint32())
})
