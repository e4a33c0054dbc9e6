import { describe, expect, it } from "vitest"
import { interactions, type Interactions } from "../../src/interactions/interactions.ts"
import { evidenceMade } from "../importance/evidence-made.ts"

const asked = (evidence: Parameters<typeof interactions>[0]): Interactions => {
  const found = interactions(evidence)
  if ("lacks" in found) throw new Error(found.lacks)
  return found
}

describe("interactions", () => {
  const plain = evidenceMade({
    trials: 90,
    levels: [0, 0, 3],
    loss: (at) => (8 * at[0]! - 4 * at[1]! - 2) * (8 * at[0]! - 4 * at[1]! - 2) + 2 * at[2]!,
    noise: 0.3,
  })
  const log = (name: string) => ({
    name,
    parameter: { kind: "float" as const, name, low: 1e-4, high: 1, scale: "log" as const },
    levels: 0,
    conditional: false,
  })
  const evidence = { ...plain, features: [log("lr"), log("batch_size"), plain.features[2]!] }
  const found = asked(evidence)

  it("ranks pairs, each with an interval, what chance shows, and a sentence", () => {
    const [top, ...others] = found.pairs
    expect([top!.first, top!.second]).toEqual(["lr", "batch_size"])
    expect(top!.low).toBeGreaterThan(top!.floor)
    expect(top!.sentence).toMatch(/^lr and batch_size act together: \d+ % of all variation, \d+ to \d+ %; \d+ % of what the two do$/)
    expect(others).toHaveLength(2)
    for (const { share, sentence, floor } of others) if (share <= floor) expect(sentence).toContain("no more than chance shows")
  })

  it("says how the best learning rate moves with the batch size, others taken off", () => {
    expect(found.scaling).toHaveLength(1)
    expect(found.pairs[0]!.exponent).toEqual(found.scaling[0])
    expect(found.scaling[0]!.verdict).toBe("found")
    expect(Math.abs(found.scaling[0]!.exponent - 0.5)).toBeLessThan(0.1)
  })

  it("gives the same again", () => {
    expect(asked(evidence)).toEqual(found)
  })

  it("says what is lacking", () => {
    const lack = (trials: number, levels: readonly number[], loss: (at: Float64Array) => number) =>
      interactions(evidenceMade({ trials, levels, loss }))
    expect(lack(6, [0, 0], (at) => at[0]!)).toMatchObject({
      lacks: "Interactions need 10 complete trials; you have 6.",
      needed: 10,
      has: 6,
    })
    expect(lack(30, [0, 0], () => 1)).toMatchObject({ lacks: "Interactions need losses that differ; all 30 trials have the same." })
    expect(lack(30, [0], (at) => at[0]!)).toMatchObject({ lacks: expect.stringContaining("only x0 did") })
    expect(lack(0, [], () => 1)).toMatchObject({ needed: 10, has: 0 })
  })

  it("warns of a model that predicts little, and of few trials", () => {
    const noise = asked(evidenceMade({ trials: 24, levels: [0, 0], loss: () => 0, noise: 1 }))
    expect(noise.warnings).toHaveLength(2)
    expect(noise.warnings[0]).toContain("weak")
  })

  it("bears equal trials, values never tried, and sizes of any kind", () => {
    const odd = {
      ...plain,
      units: plain.units.map((unit, k) => (k % 3 === 2 ? unit % 2 : k < 120 ? 0.25 + (k % 2) / 2 : unit)),
      losses: plain.losses.map((loss, i) => (i === 5 ? 1e200 : loss)),
    }
    for (const { share, low, high } of asked(odd).pairs) for (const x of [share, low, high]) expect(x >= 0 && x <= 1).toBe(true)
  })
})
