import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { halvingBracket, hyperbandBrackets, type Bracket } from "../../src/schedulers/brackets/plan.ts"
import { halving } from "../../src/schedulers/halving.ts"
import { hyperband } from "../../src/schedulers/hyperband.ts"
import { stage } from "./rung-stage.ts"

const epochs = (max: number, min = 1) => ({ name: "epoch", min, max, resumable: true })
const written = (bracket: Bracket): string => bracket.map(({ trials, step }) => `${trials}@${step}`).join(",")

describe("the brackets of Hyperband", () => {
  it("are those of Li et al. 2018, table 1, for R = 81", () => {
    expect(hyperbandBrackets(epochs(81), 3).map(written)).toEqual([
      "81@1,27@3,9@9,3@27,1@81",
      "34@3,11@9,3@27,1@81",
      "15@9,5@27,1@81",
      "8@27,2@81",
      "5@81",
    ])
  })

  it("for R = 27 begin with 27, 12, 6 and 4 trials", () => {
    const counts = hyperbandBrackets(epochs(27), 3).map((bracket) => bracket.map(({ trials }) => trials))
    expect(counts).toEqual([[27, 9, 3, 1], [12, 4, 1], [6, 2], [4]])
  })

  it("for other ranges end at the last step, rise, thin out and have whole figures", () => {
    const whole = fc.record({
      max: fc.integer({ min: 1, max: 2000 }),
      min: fc.integer({ min: 1, max: 50 }),
      eta: fc.double({ min: 1.5, max: 8, noNaN: true }),
    })
    fc.assert(
      fc.property(whole, ({ max, min, eta }) => {
        for (const bracket of hyperbandBrackets(epochs(max, min), eta)) {
          expect(bracket.at(-1)!.step).toBe(max)
          bracket.forEach(({ trials, step }, i) => {
            expect(Number.isInteger(step) && Number.isInteger(trials) && trials >= 1).toBe(true)
            if (i > 0) expect(step).toBeGreaterThan(bracket[i - 1]!.step)
            if (i > 0) expect(trials).toBeLessThanOrEqual(bracket[i - 1]!.trials)
          })
        }
      }),
    )
  })

  it("of successive halving leave one trial, or begin with as many as are wanted", () => {
    expect(written(halvingBracket(epochs(81), 3))).toBe("81@1,27@3,9@9,3@27,1@81")
    expect(written(halvingBracket(epochs(81), 3, 9))).toBe("9@9,3@27,1@81")
    expect(written(halvingBracket(epochs(8), 2, 1, 4))).toBe("4@1,2@2,1@4,1@8")
  })
})

describe("successive halving", () => {
  const nine = (more: Parameters<typeof stage>[1] = {}) => stage(halving(), { fidelity: epochs(9), ...more })

  it("with one slot plays a bracket to its end, and then the next", () => {
    const { turn, ledger } = nine()
    const played = Array.from({ length: 14 }, () => turn((trial) => -trial))
    expect(played.slice(0, 9)).toEqual(Array.from({ length: 9 }, (_, i) => `${i}@1`))
    expect(played.slice(9)).toEqual(["8@3", "7@3", "6@3", "8@9", "9@1"])
    expect(ledger.trials.slice(0, 9).map(({ state }) => state)).toEqual([...Array<string>(8).fill("paused"), "complete"])
  })

  it("says where a trial stands, and how many go on", () => {
    const { turn, fill, report } = nine()
    for (let i = 0; i < 8; i++) turn((trial) => trial / 10)
    expect(report(fill()!, 1, 0.05)).toEqual({
      action: "pause",
      why: "rank 2 of 9 at rung 1 of bracket 1; the cut is 0.1 so far; 3 of 9 go on when all have come",
    })
  })

  it("begins the next bracket while some of a round are on their way, and comes back to it", () => {
    const { fill, report, turn } = nine()
    const all = Array.from({ length: 9 }, () => fill()!)
    for (const trial of all.slice(1)) report(trial, 1, trial)
    expect(turn(() => 0)).toBe("9@1")
    report(0, 1, 100)
    expect([turn((trial) => trial), turn((trial) => trial), turn((trial) => trial), turn((trial) => trial)]).toEqual([
      "1@3",
      "2@3",
      "3@3",
      "1@9",
    ])
    expect(turn(() => 0)).toBe("10@1")
  })

  it("takes the next best for what crashed or was not a number, and fewer where there are no more", () => {
    const { fill, report, end, turn, next } = nine()
    for (let i = 0; i < 9; i++) fill()
    for (let i = 0; i < 6; i++) end(i, "failed")
    report(6, 1, 3)
    report(7, 1, NaN)
    expect(next()).toEqual({ do: "start", fidelity: 1 })
    report(8, 1, 2)
    expect([turn(() => 2), turn(() => 3), turn(() => 2), turn(() => 0)]).toEqual(["8@3", "6@3", "8@9", "9@1"])
  })

  it("does not replace one that was promoted and crashed, and waits for one that was lost", () => {
    const { fill, report, end, lose, next, turn } = nine()
    for (let i = 0; i < 9; i++) report(fill()!, 1, i)
    expect([fill(), fill(), fill()]).toEqual([0, 1, 2])
    end(0, "failed")
    report(1, 3, 5)
    lose(2)
    expect(fill()).toBe(2)
    expect(next()).toEqual({ do: "start", fidelity: 1 })
    report(2, 1, 0)
    report(2, 3, 4)
    expect(turn(() => 4)).toBe("2@9")
    expect(turn(() => 0)).toBe("9@1")
  })

  it("goes on with those that there are when the budget is spent", () => {
    const { turn, fill, ledger } = nine({ budget: { trials: 4 } })
    expect(Array.from({ length: 6 }, () => turn((trial) => trial))).toEqual(["0@1", "1@1", "2@1", "3@1", "0@3", "0@9"])
    expect(fill()).toBeUndefined()
    expect(ledger.trials[0]!.state).toBe("complete")
  })

  it("waits at the end of the budget while one that runs may change who goes on", () => {
    const { fill, report, next } = nine({ budget: { trials: 3 } })
    for (let i = 0; i < 3; i++) fill()
    report(1, 1, 1)
    expect(next()).toMatchObject({ do: "wait", why: expect.stringContaining("those of bracket 1 that run") as string })
  })

  it("does not promote an excluded trial", () => {
    const { fill, report, add, turn } = nine()
    for (let i = 0; i < 9; i++) report(fill()!, 1, i)
    add({ kind: "trial.excluded", trial: 0, why: "a wrong data set" })
    expect([turn(() => 1), turn(() => 2), turn(() => 3), turn(() => 1)]).toEqual(["1@3", "2@3", "3@3", "1@9"])
  })

  it("stops by asha where no fidelity is declared, and says so", () => {
    const { fill, report } = stage(halving())
    for (let i = 0; i < 2; i++) fill()
    report(0, 1, 1)
    const why = "rank 2 of 2 at rung 1; the cut is 1 (no fidelity is declared for halving: asha decides)"
    expect(report(1, 1, 2)).toEqual({ action: "stop", why })
  })
})

describe("hyperband", () => {
  it("plays its brackets in turn, and as many promotions as the table says", () => {
    const { turn, ledger } = stage(hyperband(), { fidelity: epochs(27) })
    const played = Array.from({ length: 40 + 17 + 8 + 4 + 1 }, () => turn((trial, step) => trial + 1 / step))
    const to = (from: number, until: number, target: number): number =>
      played.slice(from, until).filter((one) => one.endsWith(`@${target}`)).length
    expect([1, 3, 9, 27].map((target) => to(0, 40, target))).toEqual([27, 9, 3, 1])
    expect([3, 9, 27].map((target) => to(40, 57, target))).toEqual([12, 4, 1])
    expect([9, 27].map((target) => to(57, 65, target))).toEqual([6, 2])
    expect(to(65, 69, 27)).toBe(4)
    expect(played[69]).toBe("49@1")
    expect(ledger.trials.filter(({ state }) => state === "complete").map(({ number }) => number)).toEqual([0, 27, 39, 40, 45, 46, 47, 48])
  })

  it("counts no trial that was observed elsewhere", () => {
    const { add, turn } = stage(hyperband(), { fidelity: epochs(3) })
    add({ kind: "trial.added", trial: 0, config: { x: 0 }, state: "complete", metrics: { loss: 0 } })
    expect(Array.from({ length: 7 }, () => turn((trial) => trial))).toEqual(["1@1", "2@1", "3@1", "1@3", "4@3", "5@3", "6@1"])
  })
})
