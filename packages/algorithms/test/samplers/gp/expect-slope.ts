import { rng } from "@diapason/math"
import fc from "fast-check"
import { expect } from "vitest"
import type { Acquisition } from "../../../src/samplers/gp/acquisition.ts"

/** On random points of the unit square, the slope of an acquisition is its central difference, and both ways give the same worth. */
export function expectSlope(acquisition: Acquisition): void {
  fc.assert(
    fc.property(fc.nat(1000), (seed) => {
      const draw = rng(seed, 0, "random")
      const x = Float64Array.of(draw.uniform(), draw.uniform())
      const slope = new Float64Array(2)
      expect(acquisition.slope(x, slope)).toBe(acquisition.value(x))
      for (const c of [0, 1]) {
        const h = 1e-6
        const difference = (acquisition.value(x.with(c, x[c]! + h)) - acquisition.value(x.with(c, x[c]! - h))) / (2 * h)
        expect(Math.abs(slope[c]! - difference)).toBeLessThan(1e-5 * (1 + Math.abs(difference)))
      }
    }),
  )
}
