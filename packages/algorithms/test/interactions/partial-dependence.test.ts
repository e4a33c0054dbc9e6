import { describe, expect, it } from "vitest"
import { modelOf } from "../../src/importance/model-of.ts"
import { partialDependence, partialDependenceOfTwo } from "../../src/interactions/partial-dependence.ts"
import { evidenceMade } from "../importance/evidence-made.ts"

const evidence = evidenceMade({ trials: 80, levels: [0, 0, 3], loss: (at) => at[0]! * at[1]! + at[2]! })
const model = modelOf(evidence)!

describe("partial dependence", () => {
  it("is half the coordinate plus one for x y + z, within its band", () => {
    const { at, lines } = partialDependence(evidence, model, 0)
    for (const { unit, mean, low, high } of at) {
      expect(Math.abs(mean - (unit / 2 + 1))).toBeLessThan(0.05)
      expect(low).toBeLessThanOrEqual(mean)
      expect(high).toBeGreaterThanOrEqual(mean)
    }
    expect(lines).toHaveLength(30)
    // Single lines have slopes from 0 to 1: that they differ is the interaction.
    const slopes = lines.map((line) => line.at(-1)! - line[0]!)
    expect(Math.max(...slopes) - Math.min(...slopes)).toBeGreaterThan(0.7)
  })

  it("looks at the cube and not at the trials, wherever a sampler had been", () => {
    // All trials but some lie at small x1, where x0 has next to no effect.
    const crowded = evidenceMade({ trials: 120, levels: [0, 0], loss: () => 0 })
    const units = crowded.units.map((unit, k) => (k % 2 === 1 && k > 60 ? unit * 0.2 : unit))
    const losses = Float64Array.from({ length: 120 }, (_, i) => units[2 * i]! * units[2 * i + 1]!)
    const there = { ...crowded, units, losses }
    const { at } = partialDependence(there, modelOf(there)!, 0)
    expect(at.at(-1)!.mean - at[0]!.mean).toBeCloseTo(0.5, 1)
  })

  it("of two is their product, and is supported where trials are", () => {
    const { across, up, mean, support } = partialDependenceOfTwo(evidence, model, 0, 1)
    for (const [b, { unit: v }] of up.entries())
      for (const [a, { unit: u }] of across.entries()) expect(Math.abs(mean[b * across.length + a]! - (u * v + 1))).toBeLessThan(0.1)
    expect(Math.max(...support)).toBeGreaterThan(0.8)
    expect(Math.min(...support)).toBeLessThan(0.3)
  })

  it("says of a value that was never tried that nothing supports it", () => {
    const seen = { ...evidence, units: evidence.units.map((unit, k) => (k % 3 === 2 ? Math.min(1, unit) : unit)) }
    const { at } = partialDependence(seen, modelOf(seen)!, 2)
    expect(at.map(({ value, support }) => [value, support])).toEqual([
      ["v0", 1],
      ["v1", 1],
      ["v2", 0],
    ])
    expect(at.every(({ mean }) => Number.isFinite(mean))).toBe(true)
  })

  it("of what is active at times is given that it is", () => {
    const features = evidence.features.map((feature, j) =>
      j === 0 ? { ...feature, parameter: { ...feature.parameter, condition: { parents: [{ name: "x2", values: ["v2"] }] } } } : feature,
    )
    // Features come after those that they hang on.
    const order = [2, 0, 1]
    const units = evidence.units.map((_, k) => evidence.units[k - (k % 3) + order[k % 3]!]!)
    const hung = {
      ...evidence,
      features: order.map((j) => features[j]!),
      units: units.map((u, k) => (k % 3 === 1 && units[k - 1]! < 2 ? NaN : u)),
    }
    const losses = Float64Array.from({ length: 80 }, (_, i) => (units[3 * i]! === 2 ? 5 + units[3 * i + 1]! : 0))
    const { at, lines } = partialDependence({ ...hung, losses }, modelOf({ ...hung, losses })!, 1)
    expect(at[16]!.mean).toBeCloseTo(5.5, 0)
    expect(lines.some((line) => Number.isNaN(line[0]!))).toBe(true)
  })
})
