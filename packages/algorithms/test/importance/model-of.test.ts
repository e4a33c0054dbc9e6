import { describe, expect, it } from "vitest"
import { forestModel } from "../../src/importance/forest-model.ts"
import { lackOf } from "../../src/importance/lack.ts"
import { modelOf } from "../../src/importance/model-of.ts"
import { processModel } from "../../src/importance/process-model.ts"
import { evidenceMade } from "./evidence-made.ts"

const smooth = (at: Float64Array): number => at[0]! * at[1]! + 0.5 * at[2]!
const stepped = (at: Float64Array): number => [0, 3, 1, 7][at[0]!]! * (at[1]! > 0.37 ? 1 : -1) + (at[2]! > 0.61 ? 2 : 0)

/** The share of a surface's variance that a model's mean gets right, at points it has not seen. */
function truly(mean: Float64Array, truth: Float64Array): number {
  const middle = truth.reduce((sum, y) => sum + y / truth.length, 0)
  return 1 - truth.reduce((sum, y, i) => sum + (y - mean[i]!) ** 2, 0) / truth.reduce((sum, y) => sum + (y - middle) ** 2, 0)
}

describe("the model of the trials", () => {
  it("is the process where the loss is smooth, and the forest where it has steps", () => {
    expect(modelOf(evidenceMade({ trials: 60, levels: [0, 0, 0], loss: smooth }))!.kind).toBe("process")
    expect(modelOf(evidenceMade({ trials: 200, levels: [4, 0, 0], loss: stepped }))!.kind).toBe("forest")
  })

  for (const make of [processModel, forestModel])
    it(`says how good it is: ${make.name}`, () => {
      const noise = 0.1
      const model = make(evidenceMade({ trials: 200, levels: [0, 0, 0], loss: smooth, noise }), 0)
      const fresh = evidenceMade({ trials: 500, levels: [0, 0, 0], loss: smooth, noise, seed: 2 })
      expect(Math.abs(model.r2 - truly(model.predict(fresh.units).mean, fresh.losses))).toBeLessThan(0.1)
    })

  for (const make of [processModel, forestModel])
    it(`has versions as far apart as it errs: ${make.name}`, () => {
      const fresh = evidenceMade({ trials: 200, levels: [0, 0, 0], loss: smooth, seed: 2 })
      const surface = make(evidenceMade({ trials: 100, levels: [0, 0, 0], loss: smooth, noise: 0.1 }), 0).over(fresh.units)
      const versions = surface.versions(8, 3)
      let [apart, off] = [0, 0]
      for (const [i, mean] of surface.mean.entries()) {
        off += (mean - fresh.losses[i]!) ** 2
        for (const version of versions) apart += (version[i]! - mean) ** 2 / versions.length
      }
      expect(apart / off).toBeGreaterThan(0.3)
      expect(apart / off).toBeLessThan(5)
    })

  it("takes other losses of the same trials", () => {
    const evidence = evidenceMade({ trials: 100, levels: [0, 0], loss: (at) => at[0]! + at[1]! })
    const other = evidenceMade({ trials: 100, levels: [0, 0], loss: (at) => at[0]! - 2 * at[1]! })
    for (const make of [processModel, forestModel])
      expect(truly(make(evidence, 0).over(other.units).again(0.001)(other.losses), other.losses)).toBeGreaterThan(0.9)
  })

  it("gives the same bits again, and others for another seed of the forest", () => {
    const evidence = evidenceMade({ trials: 50, levels: [3, 0], loss: (at) => at[0]! + at[1]!, noise: 1 })
    for (const make of [processModel, forestModel]) expect(make(evidence, 4).r2).toBe(make(evidence, 4).r2)
    expect(forestModel(evidence, 4).r2).not.toBe(forestModel(evidence, 5).r2)
  })

  it("bears what is odd: inactive parameters, equal trials, values of any size, a value never tried", () => {
    const evidence = evidenceMade({ trials: 40, levels: [4, 0, 0], loss: (at) => (at[0]! % 3) + at[1]! })
    const odd = {
      ...evidence,
      units: evidence.units.map((unit, k) =>
        k % 3 === 0 ? unit % 3 : k % 3 === 1 && evidence.units[k - 1]! > 1 ? NaN : k < 30 ? 0.5 : unit,
      ),
      losses: evidence.losses.map((loss) => loss * 1e307),
    }
    for (const make of [processModel, forestModel]) {
      const { mean, variance } = make(odd, 0).predict(Float64Array.of(3, NaN, 0.2, 0, 0.5, 0.5))
      expect([...mean].every(Number.isFinite)).toBe(true)
      expect([...variance].every((v) => v >= 0)).toBe(true)
    }
  })
})

describe("what there is no model of", () => {
  const six = evidenceMade({ trials: 6, levels: [0], loss: (at) => at[0]! })
  const flat = evidenceMade({ trials: 20, levels: [0, 0], loss: () => 3 })
  const alone = { ...evidenceMade({ trials: 20, levels: [], loss: () => 0 }) }

  it("says what is missing", () => {
    expect(lackOf(six, "Importance needs")).toEqual({ lacks: "Importance needs 10 complete trials; you have 6.", has: 6, needed: 10 })
    expect(lackOf(flat, "Importance needs")!.lacks).toContain("all 20 trials have the same")
    expect(lackOf(alone, "Importance needs")!.lacks).toContain("none did")
    expect(lackOf(evidenceMade({ trials: 10, levels: [0], loss: (at) => at[0]! }), "Importance needs")).toBeUndefined()
    for (const evidence of [six, flat, alone]) expect(modelOf(evidence)).toBeUndefined()
  })
})
