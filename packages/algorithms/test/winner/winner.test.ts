import { rng } from "@diapason/math"
import type { Config, Definition } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { recommendedTrial, winner, type OneWinner, type WinningFront } from "../../src/index.ts"
import { expectedLuck } from "../../src/winner/optimism.ts"
import { firstAside } from "../../src/winner/arms-of.ts"
import { runAgain, studyOf, type Ended } from "./study-of.ts"

const truth = ({ x, y }: Config): number => ((x as number) - 0.7) ** 2 + ((y as number) - 0.3) ** 2

/** Trials drawn at random whose results carry normal noise of this deviation. */
function noisyTrials(seed: number, deviation: number, count = 40): readonly Ended[] {
  const draw = rng(seed, 0, "random")
  return Array.from({ length: count }, () => {
    const config = { x: draw.uniform(), y: draw.uniform() }
    return { config, values: { loss: truth(config) + deviation * draw.normal() } }
  })
}

const one = (trials: readonly Ended[], more?: Partial<Definition>): OneWinner => winner(studyOf(trials, more)) as OneWinner

describe("under noise", () => {
  const repeats = Array.from({ length: 30 }, (_, seed) => {
    const trials = noisyTrials(seed, 0.1)
    return { trials, found: one(trials) }
  })
  const meanOf = (of: (repeat: (typeof repeats)[number]) => number): number =>
    repeats.reduce((sum, one) => sum + of(one) / repeats.length, 0)

  it("the recommended configuration is truly better than the luckiest", () => {
    const recommended = meanOf(({ trials, found }) => truth(trials[found.recommended]!.config))
    const luckiest = meanOf(({ trials, found }) => truth(trials[found.raw.trial]!.config))
    expect(recommended).toBeLessThan(0.8 * luckiest)
  })

  it("the interval covers its true value at about the stated rate", () => {
    const covered = meanOf(({ trials, found }) => {
      const value = truth(trials[found.recommended]!.config)
      return found.shrunken.low! <= value && value <= found.shrunken.high! ? 1 : 0
    })
    expect(covered).toBeGreaterThanOrEqual(0.8)
  })

  it("the best value seen is too good by what luck gives, and that is told", () => {
    const tooGood = meanOf(({ trials, found }) => truth(trials[found.raw.trial]!.config) - found.raw.value)
    expect(tooGood).toBeGreaterThan(0.08)
    expect(meanOf(({ found }) => found.optimism!)).toBeCloseTo(0.1 * 2.16, 1)
    expect(repeats[0]!.found.sentence).toMatch(
      /^The best loss that was seen is \S+, of trial \d+\. Run again, trial \d+ is likely to come to/,
    )
    expect(repeats[0]!.found.sentence).toMatch(/Luck alone makes the best of 40 equal trials look 0\.\d+ better than it is\.$/)
  })

  it("what is maximised is turned around", () => {
    const turned = repeats[0]!.trials.map(({ config, values }) => ({ config, values: { loss: -(values!["loss"] as number) } }))
    const found = one(turned, { objectives: [{ metric: "loss", direction: "maximize" }] })
    const before = repeats[0]!.found
    expect(found.recommended).toBe(before.recommended)
    expect([found.raw.value, found.shrunken.value, found.shrunken.high]).toEqual([
      -before.raw.value,
      -before.shrunken.value,
      -before.shrunken.low!,
    ])
  })
})

describe("where noise is easily mistaken", () => {
  const rateOf = (covered: (seed: number) => boolean, repeats: number): number =>
    Array.from({ length: repeats }, (_, seed) => (covered(seed) ? 1 : 0)).reduce((sum: number, hit) => sum + hit / repeats, 0)

  it("ripples that are finer than the trials lie apart look like noise, and the interval covers the true value all the same", () => {
    const rippled = (config: Config): number =>
      0.5 * truth(config) + 0.2 * Math.sin(51 * (config["x"] as number)) * Math.sin(47 * (config["y"] as number))
    const rate = rateOf((seed) => {
      const draw = rng(seed, 1, "random")
      const trials = Array.from({ length: 40 }, () => {
        const config = { x: draw.uniform(), y: draw.uniform() }
        return { config, values: { loss: rippled(config) + 0.03 * draw.normal() } }
      })
      const { recommended, shrunken } = one(trials)
      const value = rippled(trials[recommended]!.config)
      return shrunken.low! <= value && value <= shrunken.high!
    }, 20)
    expect(rate).toBeGreaterThanOrEqual(0.8)
  })

  it("many parameters explain any luck, and the noise is found all the same", () => {
    const names = ["a", "b", "c", "d", "e", "f"]
    const space = Object.fromEntries(names.map((name) => [name, { type: "float" as const, low: 0, high: 1 }]))
    const found = Array.from({ length: 12 }, (_, seed) => {
      const draw = rng(seed, 2, "random")
      const trials = Array.from({ length: 50 }, () => {
        const at = names.map(() => draw.uniform())
        const value = Math.sin(3 * at[0]!) + at[1]! * at[2]! + (at[3]! - 0.4) ** 2
        return { config: Object.fromEntries(names.map((name, i) => [name, at[i]!])), values: { loss: value + 0.15 * draw.normal() } }
      })
      return one(trials, { space }).optimism! / expectedLuck(50)
    })
    const typical = found.toSorted((x, y) => x - y)[6]!
    expect(typical).toBeGreaterThan(0.12)
    expect(typical).toBeLessThan(0.2)
  })
})

describe("what else tells", () => {
  it("without noise the best value is recommended", () => {
    const trials = noisyTrials(1, 0)
    const found = one(trials)
    expect(found.recommended).toBe(found.raw.trial)
    expect(recommendedTrial(studyOf(trials))!.estimate).toEqual({ loss: found.raw.value })
  })

  it("the same configuration with the same value each time: there is no luck", () => {
    const found = one([...noisyTrials(1, 0.1), ...noisyTrials(1, 0.1)])
    expect(found).toMatchObject({ optimism: 0, shrunken: { by: "values", value: found.raw.value, low: found.raw.value } })
    expect(found.advice).toMatch(/^Report the best value/)
  })

  it("with few trials, runs of the same configuration tell the noise", () => {
    const at = (x: number, loss: number): Ended => ({ config: { x, y: 0.5 }, values: { loss } })
    const found = one([at(0.1, 1), at(0.1, 3), at(0.2, 5), at(0.2, 7)])
    expect(found).toMatchObject({ recommended: 0, raw: { trial: 0, value: 1 }, shrunken: { by: "replicates" } })
    // Means 2 and 6, each with an error of 1: the spread between them is 8 − 1 = 7, and 7/8 of the difference is kept.
    expect(found.shrunken.value).toBeCloseTo(4 - 2 * (7 / 8), 12)
  })

  it("runs after the search change who is recommended, and those kept aside say how good it is", () => {
    const ledger = studyOf(noisyTrials(3, 0.1))
    const before = winner(ledger) as OneWinner
    const other = before.alike[1]!
    for (let repeat = 1; repeat <= 6; repeat++) {
      runAgain(ledger, before.recommended, repeat, 0.5 + repeat / 100)
      runAgain(ledger, other, repeat, 0.01 + repeat / 100)
    }
    const chosen = winner(ledger) as OneWinner
    expect(chosen).toMatchObject({ recommended: other, fresh: { runs: 6, aside: false } })
    expect(recommendedTrial(ledger)!.trial.number).toBe(other)
    for (let repeat = 0; repeat < 3; repeat++) runAgain(ledger, other, firstAside + repeat, 0.06 + repeat / 100)
    const after = winner(ledger) as OneWinner
    expect(after).toMatchObject({ recommended: other, fresh: { runs: 3, aside: true } })
    expect(after.fresh!.value).toBeCloseTo(0.07, 12)
    expect(after.sentence).toMatch(/by 3 runs that did not help to choose it/)
    expect(after.shrunken.value).toBe(chosen.shrunken.value)
  })
})

describe("odd studies", () => {
  const at = (x: number, loss: number | "nan" | "inf"): Ended => ({ config: { x, y: 0.5 }, values: { loss } })

  it("no trial, and all failed: nobody has won, and why", () => {
    expect(winner(studyOf([]))).toMatchObject({ kind: "none", sentence: expect.stringContaining("none has ended") })
    expect(winner(studyOf(Array(12).fill({ config: { x: 0.1, y: 0.1 } })))).toMatchObject({
      kind: "none",
      sentence: expect.stringContaining("12 have ended"),
    })
    expect(winner(studyOf([at(0.1, "nan"), at(0.2, "inf")]))).toMatchObject({ kind: "none" })
  })

  it("one trial: its value, and that nothing tells its luck", () => {
    const found = one([at(0.5, 2)])
    expect(found).toMatchObject({ recommended: 0, raw: { value: 2 }, shrunken: { value: 2 }, alike: [0] })
    expect(found.shrunken.low).toBeUndefined()
    expect(found.sentence).toMatch(/only configuration/)
  })

  it("few trials without repeats: how many it takes is said", () => {
    expect(one([at(0.1, 1), at(0.2, 2)]).sentence).toMatch(/eight trials, or one that was run twice/)
  })

  it("a constant objective, duplicates, NaN among the values, enormous values", () => {
    expect(one(Array.from({ length: 20 }, (_, i) => at(i / 20, 1)))).toMatchObject({ recommended: 0, shrunken: { value: 1 } })
    expect(one(Array(20).fill(at(0.5, 1)))).toMatchObject({ recommended: 0, optimism: 0 })
    expect(one([...noisyTrials(1, 0.1), at(0.1, "nan"), at(0.2, "inf")])).toMatchObject({ kind: "one", shrunken: { by: "model" } })
    const huge = [1e308, -1e308, 3, 3, 3, 3, 3, 3, 3].map((loss, i) => at(i / 10, loss))
    expect(one(huge)).toMatchObject({ recommended: 1 })
    const alone = one(
      [2, 1, 3, 2, 1, 2, 2, 2, 2].map((loss) => ({ config: { k: 1 }, values: { loss } })),
      { space: { k: { type: "fixed", value: 1 } } },
    )
    expect(alone).toMatchObject({ kind: "one", recommended: 1 })
  })

  it("what broke a limit is never recommended", () => {
    const trials = noisyTrials(2, 0.1).map(({ config, values }, i) => ({ config, values: { ...values!, size: i === 7 ? 1 : 9 } }))
    expect(winner(studyOf(trials, { constraints: ["size >= 5"] }))).toMatchObject({ kind: "one" })
    expect((winner(studyOf(trials, { constraints: ["size <= 5"] })) as OneWinner).recommended).toBe(7)
  })
})

describe("several objectives", () => {
  const objectives = [
    { metric: "a", direction: "minimize" },
    { metric: "b", direction: "maximize" },
  ] as const

  it("the front of what is believed leaves out who is there by luck, and names its knee", () => {
    const draw = rng(5, 0, "random")
    const trials = Array.from({ length: 60 }, (): Ended => {
      const [x, y] = [draw.uniform(), draw.uniform()]
      return { config: { x, y }, values: { a: x * x + y + 0.15 * draw.normal(), b: -((1 - x) * (1 - x)) - y + 0.15 * draw.normal() } }
    })
    const ledger = studyOf(trials, { objectives })
    const found = winner(ledger) as WinningFront
    const far = (numbers: readonly number[]): number =>
      numbers.reduce((sum, n) => sum + (trials[n]!.config["y"] as number) / numbers.length, 0)
    // On the true front y is 0.
    expect(far(found.front.map(({ trial }) => trial))).toBeLessThan(far(ledger.front))
    expect(found.front.map(({ trial }) => trial)).toContain(found.knee)
    for (const { half } of found.front) expect(Object.keys(half)).toEqual(["a", "b"])
  })

  it("without noise it is the front that was seen, and the knee that of the closed form", () => {
    // A quarter of a circle: the sum is least in its middle.
    const trials = Array.from({ length: 11 }, (_, i): Ended => {
      const x = i / 10
      return { config: { x, y: 0 }, values: { a: (1 - x) ** 2, b: -x * x } }
    })
    const found = winner(studyOf([...trials, ...trials], { objectives })) as WinningFront
    expect(found.front.map(({ trial }) => trial)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(found.knee).toBe(5)
    expect(found.front[5]).toMatchObject({ raw: { a: 0.25, b: -0.25 }, estimate: { a: 0.25, b: -0.25 }, half: { a: 0, b: 0 } })
    expect(winner(studyOf([], { objectives }))).toMatchObject({ kind: "none" })
  })
})
