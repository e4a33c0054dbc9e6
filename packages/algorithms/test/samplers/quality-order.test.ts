import type { Outcome } from "@diapason/core"
import fc from "fast-check"
import { expect, it } from "vitest"
import { qualityOrder } from "../../src/samplers/quality-order.ts"

const worse: Outcome[] = [
  { kind: "complete", losses: [-Infinity], violations: [] },
  { kind: "complete", losses: [1], violations: [-1, 0] },
  { kind: "complete", losses: [2], violations: [] },
  { kind: "complete", losses: [Infinity], violations: [] },
  { kind: "stopped", step: 9, losses: [5] },
  { kind: "stopped", step: 3, losses: [1] },
  { kind: "stopped", step: 3, losses: [NaN] },
  { kind: "stopped", step: 0, losses: [] },
  { kind: "complete", losses: [0], violations: [0.5, -7] },
  { kind: "complete", losses: [-9], violations: [0.5, 0.1] },
  { kind: "crashed" },
]

it("complete, stopped, infeasible, crashed; each from good to bad; ties by number", () => {
  const numbered = worse.map((outcome, i) => ({ number: 100 - i, flat: {}, outcome }))
  expect([...numbered].reverse().sort(qualityOrder)).toEqual(numbered)
  expect(qualityOrder({ number: 1, flat: {}, outcome: worse[3]! }, { number: 2, flat: {}, outcome: worse[3]! })).toBeLessThan(0)
})

it("is a total order", () => {
  const any = fc.record({ number: fc.nat(3), flat: fc.constant({}), outcome: fc.constantFrom(...worse) })
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      expect(Math.sign(qualityOrder(a, b))).toBe(-Math.sign(qualityOrder(b, a)) || 0)
      if (qualityOrder(a, b) <= 0 && qualityOrder(b, c) <= 0) expect(qualityOrder(a, c)).toBeLessThanOrEqual(0)
    }),
  )
})
