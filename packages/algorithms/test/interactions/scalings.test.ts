import { describe, expect, test } from "vitest"
import { explained } from "../../src/interactions/scalings.ts"
import { evidenceMade } from "../importance/evidence-made.ts"

const log = (name: string) => ({
  name,
  parameter: { kind: "float" as const, name, low: 1e-4, high: 1, scale: "log" as const },
  levels: 0,
  conditional: false,
})

/** The best rate grows as batch^0.5; a choice and a number do far more than the two, each alone. */
const made = (trials: number) =>
  evidenceMade({
    trials,
    levels: [0, 0, 3, 0],
    loss: (at) => (8 * at[0]! - 4 * at[1]! - 2) * (8 * at[0]! - 4 * at[1]! - 2) + 6 * at[2]! + 12 * Math.sin(5 * at[3]!),
    noise: 0.3,
  })
const named = (trials: number) => {
  const plain = made(trials)
  return { ...plain, features: [log("lr"), log("batch_size"), ...plain.features.slice(2)] }
}

describe("how the best rate moves with the batch size", () => {
  for (const model of ["process", "forest"] as const)
    test(`is told after the ${model} took off what others do alone`, () => {
      const { importance, scalings } = explained(named(300), { model })
      expect(importance).toMatchObject({ model })
      expect(scalings).toMatchObject([{ moves: "lr", along: "batch_size", verdict: "found" }])
      expect(Math.abs(scalings[0]!.exponent - 0.5)).toBeLessThan(0.1)
    })

  test("is the same at any size of the losses", () => {
    const evidence = named(90)
    const { scalings } = explained(evidence)
    const enormous = explained({ ...evidence, losses: evidence.losses.map((loss) => loss * 1e200) })
    expect(enormous.scalings[0]!.exponent).toBeCloseTo(scalings[0]!.exponent, 6)
  })

  test("is not asked where the space has not both, nor where there is no model", () => {
    expect(explained(made(60)).scalings).toEqual([])
    expect(explained(named(6))).toMatchObject({ importance: { needed: 10, has: 6 }, scalings: [] })
  })
})
