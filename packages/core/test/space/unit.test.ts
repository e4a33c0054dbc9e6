import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { fromUnit, indexOf, levels, spaceFromJson, toUnit, valueAt, type Parameter } from "@diapason/core"
import { parameter } from "./arbitraries.ts"

const of = (text: string): Parameter => spaceFromJson({ x: text }).parameters[0]!
const primitives = parameter(0).map((json) => spaceFromJson({ x: json }).parameters)

describe("the unit coordinate", () => {
  it("gives every value of a grid back", () => {
    fc.assert(
      fc.property(primitives, (parameters) => {
        for (const p of parameters) {
          if (levels(p) === Infinity) continue
          for (let k = 0; k < levels(p); k++) {
            const value = valueAt(p, k)
            expect(fromUnit(p, toUnit(p, value))).toEqual(value)
            expect(indexOf(p, value)).toBe(k)
          }
        }
      }),
    )
  })

  it("gives all 128 values of a log int back", () => {
    const p = of("1..128:log")
    for (let n = 1; n <= 128; n++) expect(fromUnit(p, toUnit(p, n))).toBe(n)
  })

  it("grows with the value, and stays within 0 and 1", () => {
    fc.assert(
      fc.property(
        primitives,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parameters, a, b) => {
          for (const p of parameters) {
            const [low, high] = [fromUnit(p, Math.min(a, b)), fromUnit(p, Math.max(a, b))]
            expect(toUnit(p, low)).toBeLessThanOrEqual(toUnit(p, high))
            expect(toUnit(p, low)).toBeGreaterThanOrEqual(0)
            expect(toUnit(p, high)).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })

  it("gives the ends exactly, from beyond too", () => {
    fc.assert(
      fc.property(primitives, (parameters) => {
        for (const p of parameters) {
          if (p.kind !== "float" && p.kind !== "int") continue
          for (const u of [0, -1, -1e-9]) expect(fromUnit(p, u)).toBe(p.low)
          for (const u of [1, 2, 1 + 1e-9]) expect(fromUnit(p, u)).toBe(p.high)
        }
      }),
    )
  })

  it("has the places that sheet and scale say", () => {
    expect(toUnit(of("0.0..4"), 1)).toBe(0.25)
    expect(toUnit(of("1e-4..1.0:log"), 1e-2)).toBeCloseTo(0.5, 12)
    expect(fromUnit(of("1e-4..1.0:log"), 0.5)).toBeCloseTo(1e-2, 12)
    // 1 - x goes from 0.1 to 0.0001: three orders of magnitude.
    expect(fromUnit(of("log1m(0.9, 0.9999)"), 1 / 3)).toBeCloseTo(0.99, 12)
    expect(toUnit(of("log1m(0.9, 0.9999)"), 0.999)).toBeCloseTo(2 / 3, 12)
    expect(toUnit(of("1..10"), 1)).toBe(0.05)
    expect(toUnit(of("1..10:log"), 1)).toBeCloseTo((Math.log(1) - Math.log(0.5)) / (Math.log(10.5) - Math.log(0.5)), 12)
    expect(toUnit(of("16..128:pow2"), 32)).toBe(0.375)
    expect(toUnit(of("a,b"), "b")).toBe(0.75)
  })

  it("is outside 0 and 1 for a value outside the range", () => {
    for (const [text, below, above] of [
      ["0.0..4", -1, 5],
      ["1e-3..1.0:log", 1e-4, 10],
      ["log1m(0.5, 0.9)", 0.1, 0.99],
      ["1..10", 0, 11],
      ["4..10:log", 2, 12],
      ["16..128:pow2", 8, 256],
      ["0..1:step=0.25", -0.25, 1.25],
    ] as const) {
      expect(toUnit(of(text), below)).toBeLessThan(0)
      expect(toUnit(of(text), above)).toBeGreaterThan(1)
    }
    expect(toUnit(of("a,b"), "c")).toBeLessThan(0)
  })

  it("gives each of K cells the mass 1/K", () => {
    const n = 2520
    for (const text of ["1..7", "0..1:step=0.125", "1..9:step=2", "8..1024:pow2", "a,b,c,d,e", "1,2,3"]) {
      const p = of(text)
      const counts = new Array<number>(levels(p)).fill(0)
      for (let i = 0; i < n; i++) counts[indexOf(p, fromUnit(p, (i + 0.5) / n))]!++
      expect(new Set(counts)).toEqual(new Set([n / levels(p)]))
    }
  })

  it("does not change when a linear range is moved to [0, 1], or a log range to its logarithm", () => {
    const [wide, narrow, log, line] = [of("-3.0..5"), of("0.0..1"), of("1e-6..1e-2:log"), of("-6.0..-2")]
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (u) => {
        expect(((fromUnit(wide, u) as number) + 3) / 8).toBeCloseTo(fromUnit(narrow, u) as number, 12)
        expect(Math.log10(fromUnit(log, u) as number)).toBeCloseTo(fromUnit(line, u) as number, 12)
      }),
    )
  })
})

describe("a grid", () => {
  it("is exact in decimals and ends within the range", () => {
    const p = of("0..1:step=0.1")
    expect(Array.from({ length: levels(p) }, (_, k) => valueAt(p, k))).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    expect(of("0..1:step=0.3")).toMatchObject({ high: 0.9 })
    expect(of("1..10:step=4")).toMatchObject({ high: 9 })
    expect(of("10..100:pow2")).toMatchObject({ low: 16, high: 64 })
  })

  it("of one value is a constant", () => {
    for (const text of ["3..3", "0.5..0.5", "0..1:step=2", "choice(a)", "5..9:pow2", "fixed(3)"]) expect(of(text).kind).toBe("constant")
  })
})
