import { log } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { aroundPeak } from "../../src/winner/around-peak.ts"

/** −ln of a normal density without its height: ½ (x − m)ᵀ H (x − m). */
const normal = (H: readonly (readonly number[])[], m: readonly number[]) => (x: Float64Array, gradient: Float64Array) => {
  let value = 0
  for (const [i, row] of H.entries()) {
    gradient[i] = row.reduce((sum, h, j) => sum + h * (x[j]! - m[j]!), 0)
    value += 0.5 * gradient[i]! * (x[i]! - m[i]!)
  }
  return value
}

describe("a density around its peak", () => {
  const H = [
    [4, 1, 0],
    [1, 3, 0],
    [0, 0, 1e6],
  ]
  const m = [0.3, -2, 7]

  it("of a normal density the volume is −½ ln |H|, over the free coordinates alone", () => {
    expect(aroundPeak(normal(H, m), Float64Array.from(m), 2).logVolume).toBeCloseTo(-0.5 * log(11), 9)
    expect(aroundPeak(normal(H, m), Float64Array.from(m), 3).logVolume).toBeCloseTo(-0.5 * log(11e6), 6)
  })

  it("steps have the covariance H⁻¹", () => {
    const { step } = aroundPeak(normal(H, m), Float64Array.from(m), 2)
    const [a, b] = [step(Float64Array.of(1, 0)), step(Float64Array.of(0, 1))]
    const covariance = (i: number, j: number): number => a[i]! * a[j]! + b[i]! * b[j]!
    expect([covariance(0, 0), covariance(0, 1), covariance(1, 1)].map((x) => Math.round(x * 1e9) / 1e9)).toEqual(
      [3 / 11, -1 / 11, 4 / 11].map((x) => Math.round(x * 1e9) / 1e9),
    )
  })

  it("a saddle and a plain have a volume too", () => {
    const saddle = aroundPeak(
      normal(
        [
          [1, 0],
          [0, -1],
        ],
        [0, 0],
      ),
      new Float64Array(2),
      2,
    )
    const plain = aroundPeak(() => 0, new Float64Array(2), 2)
    for (const { logVolume, step } of [saddle, plain]) {
      expect(Number.isFinite(logVolume)).toBe(true)
      expect(step(Float64Array.of(1, 1)).every(Number.isFinite)).toBe(true)
    }
  })
})
