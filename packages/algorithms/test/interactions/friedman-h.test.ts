import { describe, expect, it } from "vitest"
import { modelOf } from "../../src/importance/model-of.ts"
import { cubeOf, settled, strewn } from "../../src/interactions/cube.ts"
import { friedmanH } from "../../src/interactions/friedman-h.ts"
import { frameOf, partsOf, type Pair } from "../../src/interactions/variance-parts.ts"
import { evidenceMade, type Made } from "../importance/evidence-made.ts"

type Loss = Made["loss"]

const ishigami: Loss = (at) => {
  const [a, b, c] = [...at].map((u) => (2 * u - 1) * Math.PI)
  return Math.sin(a!) + 7 * Math.sin(b!) * Math.sin(b!) + 0.1 * c! * c! * c! * c! * Math.sin(a!)
}

/** The parts of a surface that is known, with no model in between. */
function exactly(loss: Loss, levels: readonly number[], pairs: readonly Pair[]) {
  const cube = cubeOf(evidenceMade({ trials: 300, levels, loss }))
  const points = strewn(cube, 2048)
  const d = levels.length
  const surface = Float64Array.from({ length: 2048 }, (_, i) => loss(points.subarray(i * d, (i + 1) * d)))
  return partsOf(frameOf(cube, points, surface), surface, pairs)
}

describe("the parts of a surface", () => {
  it("are those of a product: H² is 1/7", () => {
    const { single, pairs } = exactly((at) => at[0]! * at[1]!, [0, 0], [[0, 1]])
    expect(Math.abs(pairs[0]! / (single[0]! + single[1]! + pairs[0]!) - 1 / 7)).toBeLessThan(0.004)
  })

  it("are those of Ishigami's function", () => {
    const { total, single, pairs } = exactly(
      ishigami,
      [0, 0, 0],
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
    )
    for (const [k, share] of [0.3139, 0.4424, 0].entries()) expect(Math.abs(single[k]! / total - share)).toBeLessThan(0.02)
    for (const [k, share] of [0, 0.2437, 0].entries()) expect(Math.abs(pairs[k]! / total - share)).toBeLessThan(0.02)
  })

  it("are those of values that are no numbers, few and many", () => {
    for (const values of [3, 20]) {
      const { total, pairs } = exactly((at) => (at[0]! % 2) * (at[1]! - 0.5), [values, 0], [[0, 1]])
      const odd = Math.floor(values / 2) / values
      // A slope where the value is odd, none where it is even: the mean slope is what x1 does alone.
      expect(Math.abs(pairs[0]! / total - (1 - odd))).toBeLessThan(values > 8 ? 0.1 : 0.06)
    }
  })
})

describe("how strongly pairs act together", () => {
  const product = evidenceMade({ trials: 120, levels: [0, 0, 0], loss: (at) => at[0]! * at[1]! + 0.2 * at[2]!, noise: 0.05 })
  const found = friedmanH(product, modelOf(product)!).pairs

  it("puts the pair first that does, with the truth in its interval and above chance", () => {
    const [{ first, second, share, h }] = found as [(typeof found)[0]]
    expect([first, second]).toEqual([0, 1])
    expect(share.value).toBeGreaterThan(2 * share.floor)
    for (const [estimate, truth] of [
      [share, 1 / 144 / (7 / 144 + 0.04 / 12)],
      [h, 1 / 7],
    ] as const) {
      expect(estimate.low).toBeLessThanOrEqual(truth)
      expect(estimate.high).toBeGreaterThanOrEqual(truth)
    }
  })

  it("finds nothing to speak of in the others", () => {
    for (const { share } of found.slice(1)) {
      expect(share.value).toBeLessThan(0.02)
      expect(share.low).toBeLessThan(0.005)
    }
  })

  it("leaves out a pair of which one hangs on the other", () => {
    const plain = evidenceMade({ trials: 80, levels: [2, 0, 0], loss: () => 0 })
    const units = plain.units.map((unit, k) => (k % 3 === 1 && plain.units[k - 1] === 0 ? NaN : unit))
    const features = plain.features.map((feature, j) =>
      j === 1
        ? { ...feature, conditional: true, parameter: { ...feature.parameter, condition: { parents: [{ name: "x0", values: ["v1"] }] } } }
        : feature,
    )
    const losses = Float64Array.from({ length: 80 }, (_, i) =>
      Number.isNaN(units[3 * i + 1]!) ? 0.3 : units[3 * i + 1]! * units[3 * i + 2]!,
    )
    const evidence = { ...plain, features, units, losses }
    const settledAt = settled(cubeOf(evidence), Float64Array.of(0, 0.5, 0.5, 1, 0.5, 0.5))
    expect([...settledAt]).toEqual([0, NaN, 0.5, 1, 0.5, 0.5])
    expect(friedmanH(evidence, modelOf(evidence)!).pairs.map(({ first, second }) => `${first} ${second}`)).not.toContain("0 1")
  })
})
