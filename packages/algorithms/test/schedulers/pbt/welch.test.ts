import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { studentTail } from "../../../src/schedulers/pbt/student-t.ts"
import { welch } from "../../../src/schedulers/pbt/welch.ts"

describe("Student's t", () => {
  it("has the closed forms of one and two degrees of freedom", () => {
    for (const t of [0.01, 0.3, 1, 2.5, 12, 400]) {
      expect(studentTail(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12)
      expect(studentTail(-t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12)
    }
    expect(studentTail(0, 5)).toBe(1)
  })

  it.each([
    [9, 2.2621571628],
    [10, 2.228138852],
    [18, 2.1009220402],
    [100, 1.9839715185],
  ])("with %i degrees of freedom exceeds its tabled point in one case of twenty", (freedom, t) => {
    expect(studentTail(t, freedom)).toBeCloseTo(0.05, 9)
  })
})

describe("Welch's test", () => {
  it("of two pairs of one spread has two degrees of freedom", () => {
    const t = 5 / Math.SQRT2
    expect(welch([0, 2], [5, 7])).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12)
  })

  it("does not mind which sample comes first, nor where zero lies", () => {
    const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 10 })
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const p = welch(a, b)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(welch(b, a)).toBeCloseTo(p, 12)
        const moved = [a, b].map((values) => values.map((y) => y + 64))
        expect(welch(moved[0]!, moved[1]!)).toBeCloseTo(p, 9)
      }),
    )
  })

  it("cannot tell from a single value, and is certain where nothing varies", () => {
    expect(welch([1], [2, 3])).toBeNaN()
    expect(welch([1, 1], [2, 2])).toBe(0)
    expect(welch([1, 1], [1, 1])).toBe(1)
  })
})
