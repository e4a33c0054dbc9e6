import type { Column } from "@diapason/views"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { axisOf, movedName, placesOf, whichLines } from "@diapason/figures"
import { heightAt, lineNear, paintLines } from "../../src/space/parallel/paint-lines.ts"
import { movedRange, movedStretch, rangeOf, stretchOf } from "../../src/space/parallel/range-edit.ts"
import { topRange } from "../../src/space/parallel/top-share.ts"

const lr: Column = { name: "lr", kind: "parameter", scale: "log", low: 1e-4, high: 1, values: Float64Array.of(1e-4, 1e-2, 1, NaN) }
const opt: Column = { name: "opt", kind: "parameter", scale: "category", words: ["a", "b", "c"], values: Float64Array.of(0, 1, 2, NaN) }
const loss: Column = { name: "loss", kind: "metric", scale: "linear", values: Float64Array.from([...Array(20).keys(), 1e6, NaN]) }

describe("an axis", () => {
  it("has the scale and the ends of the space", () => {
    const axis = axisOf(lr, 4, "rank")
    expect([...placesOf(axis, 4)]).toEqual([0, 0.5, 1, NaN])
    expect(axis.ticks.map(({ text }) => text)).toEqual(["0.0001", "0.001", "0.01", "0.1", "1"])
  })

  it("is marked at powers of two between two of them", () => {
    const ticks = (low: number, high: number) => axisOf({ ...lr, low, high }, 4, "linear").ticks.map(({ text }) => text)
    expect(ticks(16, 128)).toEqual(["16", "32", "64", "128"])
    expect(ticks(10, 100)).toEqual(["10", "20", "30", "50", "70", "100"])
  })

  it("gives each word its room", () => {
    const axis = axisOf(opt, 4, "linear")
    expect(axis.ticks).toEqual([
      { place: 1 / 6, text: "a" },
      { place: 0.5, text: "b" },
      { place: 5 / 6, text: "c" },
    ])
    const many = axisOf({ ...opt, words: Array.from({ length: 100 }, (_, i) => `w${i}`) }, 4, "linear")
    expect(many.ticks.length).toBeLessThanOrEqual(16)
  })

  it("keeps outliers of a metric at its end, and says how many", () => {
    const axis = axisOf(loss, 22, "linear")
    expect(axis.beyond).toBe(1)
    expect(placesOf(axis, 22)[20]).toBe(1)
  })

  it("stands values by their rank", () => {
    const places = placesOf(axisOf(loss, 22, "rank"), 22)
    expect(places[20]).toBe(1)
    expect(places[10]).toBeCloseTo(0.5)
    expect(places[21]).toBeNaN()
  })

  it("stands with nothing, one value, and ends that a logarithm does not know", () => {
    for (const values of [[], [3], [0, 1], [-5, 2], [Infinity, NaN]])
      for (const scale of ["linear", "log", "rank"] as const) {
        const axis = axisOf({ ...loss, values: Float64Array.from(values) }, values.length, scale)
        for (const place of placesOf(axis, values.length)) expect(place === place ? place >= 0 && place <= 1 : true).toBe(true)
        expect(axis.ticks.every(({ place }) => Number.isFinite(place))).toBe(true)
      }
  })

  it("leads back from a place to its value", () => {
    const low = fc.double({ min: 1e-6, max: 0.4, noNaN: true })
    fc.assert(
      fc.property(
        low,
        fc.constantFrom("linear", "log", "reverse-log"),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, scale, place) => {
          const axis = axisOf({ ...lr, scale, low: from, high: 0.9 }, 4, "linear")
          expect(axis.place(axis.value(place))).toBeCloseTo(place, 6)
        },
      ),
    )
  })
})

describe("a range on an axis", () => {
  it("is drawn where it keeps, and back", () => {
    const axis = axisOf(lr, 4, "linear")
    expect(stretchOf(axis, [1e-3, 0.1])).toEqual([expect.closeTo(0.25), expect.closeTo(0.75)])
    expect(rangeOf(axis, [0.75, 0.25])).toEqual([expect.closeTo(1e-3), expect.closeTo(0.1)])
  })

  it("holds whole words, at least one", () => {
    const axis = axisOf(opt, 4, "linear")
    expect(rangeOf(axis, [0.1, 0.6])).toEqual([0, 1])
    expect(rangeOf(axis, [0.4, 0.41])).toEqual([1, 1])
    expect(stretchOf(axis, [1, 1])).toEqual([1 / 3, 2 / 3])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(39), fc.nat(39), (count, a, b) => {
        const many = axisOf({ ...opt, words: Array.from({ length: count }, (_, i) => `w${i}`) }, 0, "linear")
        const range = [Math.min(a, b) % count, Math.min(count - 1, Math.max(a, b))] as const
        expect(rangeOf(many, stretchOf(many, range))).toEqual(range)
      }),
    )
  })

  it("is open at the end of a metric, so that outliers are inside", () => {
    const axis = axisOf(loss, 22, "linear")
    expect(rangeOf(axis, [0.5, 1])[1]).toBe(Infinity)
    expect(rangeOf(axis, [0, 0.5])[0]).toBe(-Infinity)
    expect(stretchOf(axis, [-Infinity, Infinity])).toEqual([0, 1])
    expect(rangeOf(axisOf(lr, 4, "linear"), [0, 1])).toEqual([expect.closeTo(1e-4), expect.closeTo(1)])
  })

  it("moves without turning over or leaving the axis", () => {
    expect(movedStretch([0.2, 0.4], "low", 0.9)).toEqual([0.4, 0.4])
    expect(movedStretch([0.2, 0.4], "high", -0.9)).toEqual([0.2, 0.2])
    expect(movedStretch([0.2, 0.4], "whole", 0.9)).toEqual([expect.closeTo(0.8), 1])
    expect(movedStretch([0.2, 0.4], "whole", -0.9)).toEqual([0, expect.closeTo(0.2)])
  })
})

describe("a range whose end is moved", () => {
  it("keeps its other end to the digit", () => {
    const axis = axisOf(lr, 4, "linear")
    expect(movedRange(axis, [0.000169267, 0.0123456], "low", 0.1)[1]).toBe(0.0123456)
    expect(movedRange(axis, [0.000169267, 0.0123456], "high", -2)).toEqual([0.000169267, expect.closeTo(0.000169267, 12)])
  })

  it("takes in one word more or less", () => {
    const axis = axisOf(opt, 4, "linear")
    expect(movedRange(axis, [1, 1], "high", 1 / 3)).toEqual([1, 2])
    expect(movedRange(axis, [0, 2], "low", 1 / 3)).toEqual([1, 2])
    expect(movedRange(axis, [0, 1], "whole", 1 / 3)).toEqual([1, 2])
  })
})

describe("the top share", () => {
  const values = Float64Array.from([...Array(100).keys(), NaN, Infinity])
  it("is a range of the objective", () => {
    expect(topRange(values, { metric: "loss", direction: "minimize" }, 0.1)).toEqual([-Infinity, 9])
    expect(topRange(values, { metric: "loss", direction: "maximize" }, 0.01)).toEqual([99, Infinity])
    expect(topRange(Float64Array.of(NaN), { metric: "loss", direction: "maximize" }, 0.01)).toBeUndefined()
  })
})

describe("which lines are drawn", () => {
  it("are all where they are few, in the order of their places", () => {
    const mask = Uint8Array.of(1, 0, 1, 1)
    const places = Float32Array.of(0.9, 0.5, NaN, 0.1)
    expect(whichLines(mask, 1, 4, places, 10)).toEqual({ trials: Int32Array.of(2, 3, 0), of: 3 })
    expect(whichLines(mask, 0, 4, places, 10)).toEqual({ trials: Int32Array.of(1), of: 1 })
  })

  it("are spread over the places where they are many, both ends among them", () => {
    const size = 100_000
    const places = Float32Array.from({ length: size }, (_, n) => ((n * 7919) % size) / size)
    const { trials, of } = whichLines(new Uint8Array(size).fill(1), 1, size, places, 2000)
    expect([trials.length, of, new Set(trials).size]).toEqual([2000, size, 2000])
    for (let k = 0; k < 10; k++) {
      const there = trials.filter((n) => places[n]! >= k / 10 && places[n]! < (k + 1) / 10)
      expect(Math.abs(there.length - 200)).toBeLessThanOrEqual(2)
    }
  })
})

describe("lines", () => {
  const geometry = { xs: [0, 100], top: 0, bottom: 100, lane: 120 }
  const standings = [
    { places: Float32Array.of(0, 1, NaN), flipped: false },
    { places: Float32Array.of(0, 1, 0.5), flipped: true },
  ]

  it("pass the lane where a trial has no value, and turn with their axis", () => {
    expect(heightAt(standings[0]!, geometry, 0)).toBe(100)
    expect(heightAt(standings[1]!, geometry, 0)).toBe(0)
    expect(heightAt(standings[0]!, geometry, 2)).toBe(120)
  })

  it("are drawn worst first, those without a colour before all", () => {
    const order: string[] = []
    const pen = {
      beginPath() {},
      moveTo() {},
      lineTo() {},
      stroke: () => void order.push(String(pen.strokeStyle)),
      strokeStyle: "" as string,
      globalAlpha: 1,
      lineWidth: 1,
    }
    paintLines(pen, geometry, standings, Int32Array.of(0, 1, 2), Float32Array.of(1, 0, NaN), ["worst", "best"], "missing")
    expect(order).toEqual(["missing", "worst", "best"])
  })

  it("are found under the pointer", () => {
    const trials = Int32Array.of(0, 1, 2)
    expect(lineNear(geometry, standings, trials, 50, 112 - 27)).toBe(2)
    expect(lineNear(geometry, standings, trials, 99, 1)).toBe(0)
    expect(lineNear(geometry, standings, trials, 200, 50)).toBeUndefined()
  })
})

describe("the order of axes", () => {
  it("changes by one name", () => {
    expect(movedName(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"])
    expect(movedName(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"])
    expect(movedName(["a", "b", "c"], "c", -9)).toEqual(["c", "a", "b"])
    expect(movedName(["a"], "x", 1)).toEqual(["a"])
  })
})
