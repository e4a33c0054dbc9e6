import type { Config } from "@diapason/core"
import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { rerunOf, winner, type OneWinner, type Rerun } from "../../src/index.ts"
import { studyOf, type Ended } from "./study-of.ts"

const truth = ({ x, y }: Config): number => ((x as number) - 0.7) ** 2 + ((y as number) - 0.3) ** 2

function trialsOf(seed: number, deviation: number, count = 40): readonly Ended[] {
  const draw = rng(seed, 0, "random")
  return Array.from({ length: count }, () => {
    const config = { x: draw.uniform(), y: draw.uniform() }
    return { config, values: { loss: truth(config) + deviation * draw.normal() } }
  })
}

describe("what a trial is likely to come to when it is run again", () => {
  const told = Array.from({ length: 12 }, (_, seed) => {
    const trials = trialsOf(seed, 0.1)
    const ledger = studyOf(trials)
    return { trials, ledger, likely: (rerunOf(ledger) as Rerun).likely }
  })

  it("holds its true value at about the stated rate, over all trials", () => {
    const held = told.flatMap(({ trials, likely }) =>
      trials.map(({ config }, n) => {
        const { low, high } = likely.get(n)!
        return low <= truth(config) && truth(config) <= high ? 1 : 0
      }),
    )
    const rate = held.reduce<number>((sum, one) => sum + one, 0) / held.length
    expect(rate).toBeGreaterThan(0.85)
    // Not by being as wide as all values: it is narrower than what a run tells by itself, 1.645 deviations of its noise to each side.
    const widths = told.flatMap(({ likely }) => [...likely.values()].map(({ low, high }) => (high - low) / 2))
    expect(widths.toSorted((a, b) => a - b)[widths.length >> 1]).toBeLessThan(0.1645)
  })

  it("is of the recommended trial what the winner says", () => {
    const { ledger, likely } = told[0]!
    const { recommended, shrunken } = winner(ledger) as OneWinner
    expect(likely.get(recommended)).toEqual({ value: shrunken.value, low: shrunken.low, high: shrunken.high })
  })

  it("is turned around where more is better", () => {
    const turned = told[0]!.trials.map(({ config, values }) => ({ config, values: { loss: -(values!["loss"] as number) } }))
    const { likely } = rerunOf(studyOf(turned, { objectives: [{ metric: "loss", direction: "maximize" }] })) as Rerun
    const before = told[0]!.likely.get(7)!
    const after = likely.get(7)!
    expect([after.value, after.low, after.high]).toEqual([-before.value, -before.high, -before.low])
  })

  it("is not told where nothing tells, and that is said", () => {
    expect(rerunOf(studyOf([]))).toMatchObject({ says: expect.stringContaining("No trial counts yet") })
    expect(rerunOf(studyOf(trialsOf(1, 0.1, 5)))).toMatchObject({ says: expect.stringContaining("how noisy a run is") })
    expect(rerunOf(studyOf(trialsOf(1, 0)))).toMatchObject({ says: expect.stringContaining("no noise that counts") })
    const two = { objectives: ["loss", "size"].map((metric) => ({ metric, direction: "minimize" as const })) }
    expect(rerunOf(studyOf([], two))).toMatchObject({ says: expect.stringContaining("several objectives") })
  })
})
