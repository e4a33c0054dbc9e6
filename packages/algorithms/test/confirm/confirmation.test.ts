import { describe, expect, it } from "vitest"
import { confirmation } from "../../src/index.ts"

describe("confirmation", () => {
  it("comes to the closed forms: mean, Student's interval, and the shrunken estimate", () => {
    // Means 1 and 4, each of variance 1 over three runs; so the means vary by 4.5, of which noise explains 1/3.
    const { finalists, separated } = confirmation([
      { number: 7, losses: [3, 4, 5] },
      { number: 2, losses: [0, 1, 2] },
    ])
    const share = (4.5 - 1 / 3) / 4.5
    expect(finalists.map(({ number, runs, mean }) => [number, runs, mean])).toEqual([
      [2, 3, 1],
      [7, 3, 4],
    ])
    expect(finalists[0]!.half).toBeCloseTo(0.9 / Math.sqrt(2 * 0.95 * 0.05) / Math.sqrt(3), 9)
    expect(finalists.map(({ estimate }) => estimate)).toEqual([
      expect.closeTo(2.5 - 1.5 * share, 12),
      expect.closeTo(2.5 + 1.5 * share, 12),
    ])
    // t(0.95, 4) √(2/3) is 1.74, less than the 3 between them.
    expect(separated).toBe(true)
  })

  it("where noise explains all differences, every estimate is the mean of all and nobody is separated", () => {
    const { finalists, separated } = confirmation([
      { number: 0, losses: [0, 10] },
      { number: 1, losses: [1, 9] },
    ])
    expect(finalists.map(({ estimate }) => estimate)).toEqual([5, 5])
    expect(separated).toBe(false)
  })

  it("without noise the means stand as they are; runs that came to no number are left out", () => {
    const { finalists, separated } = confirmation([
      { number: 0, losses: [1, 1] },
      { number: 1, losses: [2, 2, NaN] },
      { number: 2, losses: [NaN] },
    ])
    expect(finalists).toEqual([
      { number: 0, runs: 2, mean: 1, half: 0, estimate: 1 },
      { number: 1, runs: 2, mean: 2, half: 0, estimate: 2 },
    ])
    expect(separated).toBe(true)
    expect(confirmation([])).toEqual({ finalists: [], separated: false })
  })
})
