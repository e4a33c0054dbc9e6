import { configKey } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { halton } from "../../src/samplers/halton.ts"
import { latinHypercube } from "../../src/samplers/latin-hypercube.ts"
import { random } from "../../src/samplers/random.ts"
import { sobol } from "../../src/samplers/sobol.ts"
import { play, problemOn } from "../asking.ts"

const cube = { x: "float(0, 1)", constant: { type: "fixed", value: 3 }, y: "float(0, 1)", z: "float(0, 1)" }
const finite = { a: "int(1, 4)", b: { type: "choice", values: ["p", "q", "r"] } }

describe("random", () => {
  it("is uniform along each axis and its scale", async () => {
    const n = 4000
    const { flats } = await play(random(), problemOn({ x: "float(0, 1)", lr: "log(1e-4, 1)", k: "int(0, 9)" }), n)
    // Kolmogorov and Smirnov: sqrt(n) D exceeds 2.2 once in 8000 draws; the seed is fixed.
    expect(distance(flats.map(({ x }) => x as number)) * Math.sqrt(n)).toBeLessThan(2.2)
    expect(distance(flats.map(({ lr }) => 1 + Math.log10(lr as number) / 4)) * Math.sqrt(n)).toBeLessThan(2.2)
    for (let k = 0; k < 10; k++)
      expect(Math.abs(flats.filter((flat) => flat["k"] === k).length - n / 10)).toBeLessThan(4.5 * Math.sqrt(n * 0.09))
  })

  it("draws on the other side of a constraint again", async () => {
    const { flats } = await play(random(), problemOn({ x: "float(0, 1)", y: "float(0, 1)" }, { where: ["x < y"] }), 200)
    for (const { x, y } of flats) expect(x as number).toBeLessThan(y as number)
  })
})

describe.each([
  ["random", random],
  ["sobol", sobol],
  ["halton", halton],
  ["latin hypercube", latinHypercube],
])("%s", (_, make) => {
  it("tries a finite space once each, then is exhausted", async () => {
    const { flats, exhausted } = await play(make(), problemOn(finite), 50)
    expect(flats.length).toBe(12)
    expect(new Set(flats.map(configKey)).size).toBe(12)
    expect(exhausted).toBe("every configuration has been tried or is running")
  })

  it("finds the one configuration that a constraint leaves of ten thousand", async () => {
    const { flats, exhausted } = await play(make(), problemOn({ a: "int(1, 100)", b: "int(1, 100)" }, { where: ["a + b >= 200"] }), 5)
    expect(flats).toEqual([{ a: 100, b: 100 }])
    expect(exhausted).toBe("every configuration has been tried or is running")
  })
})

describe("even designs", () => {
  it("an aligned block of 2^m Sobol trials has one trial in each of 2^m intervals of every axis", async () => {
    const { flats } = await play(sobol(), problemOn(cube), 64)
    for (const name of ["x", "y", "z"])
      for (const block of [flats.slice(0, 32), flats.slice(32)])
        expect(new Set(block.map((flat) => Math.floor((flat[name] as number) * 32))).size).toBe(32)
  })

  it("a Latin hypercube has one trial in each of n slabs of every axis, and then begins a new block", async () => {
    const { flats, whys } = await play(latinHypercube({ n: 12 }), problemOn(cube), 24)
    for (const name of ["x", "y", "z"])
      for (const block of [flats.slice(0, 12), flats.slice(12)])
        expect(new Set(block.map((flat) => Math.floor((flat[name] as number) * 12))).size).toBe(12)
    expect(whys[13]).toBe("latin-hypercube: point 2 of 12 in Latin hypercube 2")
    const { whys: budgeted } = await play(latinHypercube(), problemOn(cube, { trials: 30 }), 1)
    expect(budgeted).toEqual(["latin-hypercube: point 1 of 30 in Latin hypercube 1"])
  })

  it("a block of 27 Halton trials has one trial in each of 27 intervals of the axis of base 3", async () => {
    const { flats } = await play(halton(), problemOn(cube), 54)
    for (const block of [flats.slice(0, 27), flats.slice(27)])
      expect(new Set(block.map((flat) => Math.floor((flat["y"] as number) * 27))).size).toBe(27)
  })
})

/** The largest difference between the shares below u and u itself. */
function distance(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.reduce((most, u, i) => Math.max(most, Math.abs(u - i / sorted.length), Math.abs(u - (i + 1) / sorted.length)), 0)
}
