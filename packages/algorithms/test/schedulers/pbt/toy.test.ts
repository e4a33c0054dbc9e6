import type { Chosen } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { lineOf } from "@diapason/core"
import { corners, played, quadratic, toy, type Played } from "./population.ts"

const under = (scheduler: Chosen, sampler: Chosen = { type: "auto" }, slots = 2, budget = 60) =>
  played(quadratic, { ...toy, scheduler, sampler, budget: { trials: budget } }, slots, corners)

/** Of the first two and their children; later populations begin elsewhere. */
const bestOf = ({ ledger }: Played): number => {
  const first = ledger.trials.filter(({ number }) => lineOf(ledger, number)[0]!.trial < 2)
  return Math.max(...first.map((trial) => Math.max(...(trial.curve.columns.get("score") as number[]))))
}

describe("the quadratic of the paper", () => {
  it("cannot be climbed by its two members alone", async () => {
    expect(bestOf(await under({ type: "none" }, { type: "random" }, 2, 2))).toBeLessThan(0.4)
  })

  it.each([
    [{ type: "pbt", population: 2, every: 4 }],
    [{ type: "pbt", population: 2, every: 4, mode: "synchronous" }],
    [{ type: "pb2", population: 2, every: 4 }],
    [{ type: "pb2", population: 2, every: 8, mode: "synchronous" }],
  ] as Chosen[][])("reaches 1.19 with two members under %j", async (scheduler) => {
    const study = await under(scheduler!)
    expect(bestOf(study)).toBeGreaterThan(1.19)
    expect(study.difference).toBeUndefined()
  })

  it("is climbed too where only who is surely worse gives way", async () => {
    const [first, second] = [{ config: { h0: 1, h1: 0 } }, { config: { h0: 0, h1: 0.9 } }]
    const scheduler = { type: "pbt", population: 2, every: 8, exploit: "t-test" }
    const study = await played(quadratic, { ...toy, scheduler, budget: { trials: 30 } }, 2, [first, second])
    expect(study.ledger.trials[1]).toMatchObject({
      state: "pruned",
      decision: expect.stringMatching(
        /^rank 2 of 2 at step \d+: its last \d+ average .* \(Welch p = 0\.0\d+\); a child of #0 takes its place$/,
      ) as string,
    })
    expect(bestOf(study)).toBeGreaterThan(1.19)
    expect(study.difference).toBeUndefined()
  })
})
