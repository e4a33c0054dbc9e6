import { log, rng } from "@diapason/math"
import { expect, it } from "vitest"
import { moreTrials, type MoreTrials } from "../../src/index.ts"
import { gainChance } from "../../src/winner/more-trials.ts"
import { studyOf } from "./study-of.ts"

/** Independent draws: of an exponential tail, of one with an end, and of a bell. */
const draws = {
  exponential: (u: number) => log(u),
  "with an end": (u: number) => u,
  "of a square root": (u: number) => Math.sqrt(u),
}

it.each(Object.entries(draws))("a tail %s: the chance is about how often a gain comes", (_, draw) => {
  let [stated, came, n] = [0, 0, 0]
  for (let seed = 0; seed < 150; seed++) {
    const random = rng(seed, 0, "bootstrap")
    const losses = Array.from({ length: 60 }, () => draw(random.uniform()))
    const later = Array.from({ length: 40 }, () => draw(random.uniform()))
    stated += gainChance(losses, 40, 0)!
    if (Math.min(...later) < Math.min(...losses)) came++
    n++
  }
  // For any tail 40 of 100 draws have the least one among them in 40 % of cases.
  expect(Math.abs(came / n - 0.4)).toBeLessThan(0.12)
  expect(Math.abs(stated / n - 0.4)).toBeLessThan(0.15)
})

const at = (losses: readonly number[]) => studyOf(losses.map((loss, i) => ({ config: { x: (i % 10) / 10, y: 0.5 }, values: { loss } })))

it("falls with the gain, grows with the trials, and is said in a sentence", () => {
  const random = rng(7, 0, "bootstrap")
  const ledger = at(Array.from({ length: 60 }, () => random.uniform()))
  const chance = (trials: number, gain: number): number => (moreTrials(ledger, trials, gain) as MoreTrials).chance
  expect(chance(100, 0)).toBeGreaterThan(chance(10, 0))
  expect(chance(50, 0)).toBeGreaterThan(chance(50, 0.01))
  expect(chance(50, 10)).toBeLessThan(0.01)
  expect(moreTrials(ledger, 50)).toMatchObject({
    sentence: expect.stringMatching(/^Another 50 trials: \d+ % chance to gain more than 0\.00\d+\.$/),
  })
})

it("says what is lacking: few trials, equal results, several objectives, nothing finite", () => {
  expect(moreTrials(at([1, 2, 3]))).toEqual({ lacks: "3 of the 20 complete trials that it takes" })
  expect(moreTrials(at(Array<number>(30).fill(1)))).toMatchObject({ lacks: expect.stringContaining("all equal") })
  expect(moreTrials(at([]))).toMatchObject({ lacks: expect.stringContaining("0 of the 20") })
  expect(moreTrials(at(Array.from({ length: 30 }, (_, i) => (i % 2 ? 1e308 : i))))).toMatchObject({
    lacks: expect.stringContaining("15 of the 20"),
  })
  const objectives = ["a", "b"].map((metric) => ({ metric, direction: "minimize" as const }))
  expect(moreTrials(studyOf([], { objectives }))).toMatchObject({ lacks: expect.stringContaining("front") })
})
