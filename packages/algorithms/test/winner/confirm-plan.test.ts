import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { firstAside } from "../../src/winner/arms-of.ts"
import { asideOf, confirmPlan, usualBudget, type ConfirmPlan } from "../../src/winner/confirm-plan.ts"
import { finalistsOf, type Finalists } from "../../src/winner/finalists.ts"
import { runAgain, studyOf } from "./study-of.ts"

const unknown = { mean: 0, error: NaN }
const of = (count: number): Finalists => ({
  all: Array.from({ length: count }, (_, number) => ({ number, searched: unknown })),
  noise: NaN,
})

/** Plays a plan to its end; each run is `lossOf(trial, repeat)`. Cut off after so many runs where asked. */
function confirmed(
  finalists: Finalists,
  budget: number,
  lossOf: (trial: number, repeat: number) => number,
  known = new Map<number, Map<number, number>>(),
  most = Infinity,
) {
  const runsOf = (trial: number): Map<number, number> => known.get(trial) ?? new Map<number, number>()
  let done = 0
  for (;;) {
    const plan: ConfirmPlan = confirmPlan({ finalists, runsOf, budget, sure: 0.95 })
    if (plan.next.length === 0 || done >= most) return { plan, known }
    for (const { trial, repeat } of plan.next.slice(0, most - done)) {
      known.set(trial, runsOf(trial).set(repeat, lossOf(trial, repeat)))
      done++
    }
  }
}

const total = (known: ReadonlyMap<number, ReadonlyMap<number, number>>): number =>
  [...known.values()].reduce((sum, runs) => sum + runs.size, 0)
const noisy =
  (seed: number, means: readonly number[], sd = 1) =>
  (trial: number, repeat: number): number =>
    means[trial]! + sd * rng(seed, trial, "confirm", repeat).normal()

describe("a plan of fresh runs", () => {
  it("spends its budget and no more, most of it on those who may be best; the last runs are kept aside", () => {
    const { plan, known } = confirmed(of(4), 60, noisy(1, [0, 0.1, 3, 4]))
    expect(plan.settled).toBe("spent")
    expect(total(known)).toBe(60)
    const [leader] = plan.standings
    const asideRuns = [...known.get(leader!.number)!.keys()].filter((repeat) => repeat >= firstAside)
    expect(asideRuns).toHaveLength(asideOf(60))
    expect(known.get(0)!.size + known.get(1)!.size).toBeGreaterThan(48)
    expect(plan.alike).toEqual(expect.arrayContaining([0, 1]))
  })

  it("ends early where one is sure", () => {
    const { plan, known } = confirmed(of(3), 200, noisy(1, [0, 9, 9]))
    expect(plan).toMatchObject({ settled: "sure", standings: [{ number: 0 }, {}, {}] })
    expect(total(known)).toBeLessThan(60)
  })

  it("goes on where it was cut off: the same runs in the end", () => {
    const lossOf = noisy(4, [0, 0.3, 0.6])
    const whole = confirmed(of(3), 40, lossOf)
    const cut = confirmed(of(3), 40, lossOf, new Map(), 9)
    expect(total(cut.known)).toBe(9)
    const [again, wanted] = [confirmed(of(3), 40, lossOf, cut.known), whole]
    expect(again.plan.standings).toEqual(wanted.plan.standings)
    expect(total(again.known)).toBe(total(wanted.known))
  })

  it("the chance that it states is about how often it is right", () => {
    let [stated, right] = [0, 0]
    for (let seed = 0; seed < 60; seed++) {
      const draw = rng(seed, 99, "confirm")
      const means = Array.from({ length: 5 }, () => draw.normal())
      const { plan } = confirmed(of(5), 30, noisy(seed, means))
      const [leader] = plan.standings
      stated += leader!.chance / 60
      if (means[leader!.number] === Math.min(...means)) right++
    }
    expect(Math.abs(stated - right / 60)).toBeLessThan(0.15)
  })

  it("what is reported is not biased by the choice", () => {
    let [ofChoice, ofAside] = [0, 0]
    for (let seed = 0; seed < 60; seed++) {
      const { plan, known } = confirmed(of(5), 30, noisy(seed, [0, 0, 0, 0, 0]))
      const runs = [...known.get(plan.standings[0]!.number)!]
      const meanOf = (some: typeof runs): number => some.reduce((sum, [, loss]) => sum + loss / some.length, 0)
      ofChoice += meanOf(runs.filter(([repeat]) => repeat < firstAside)) / 60
      ofAside += meanOf(runs.filter(([repeat]) => repeat >= firstAside)) / 60
    }
    expect(ofChoice).toBeLessThan(-0.2)
    expect(Math.abs(ofAside)).toBeLessThan(0.2)
  })

  it("runs that fail count as spent, and a finalist whose runs all fail is given up", () => {
    const { plan, known } = confirmed(of(3), 20, (trial, repeat) => (trial === 0 ? NaN : noisy(2, [0, 1, 1])(trial, repeat)))
    expect(total(known)).toBeLessThanOrEqual(20)
    expect(plan.standings[0]!.number).not.toBe(0)
  })

  it("without noise it ends after the first runs; one finalist alone is only measured", () => {
    expect(total(confirmed(of(3), 100, (trial) => trial).known)).toBe(9 + asideOf(100))
    const { plan, known } = confirmed(of(1), 12, () => 5)
    expect([plan.settled, total(known)]).toEqual(["sure", 3])
  })

  it("small budgets leave out the last finalists; the usual one is a tenth of the study", () => {
    expect(confirmed(of(8), 10, noisy(1, [0, 0, 0, 0, 0, 0, 0, 0])).plan.standings).toHaveLength(3)
    expect([usualBudget(5), usualBudget(100), usualBudget(1234)]).toEqual([10, 10, 124])
  })
})

describe("finalists", () => {
  const trials = Array.from({ length: 30 }, (_, i) => ({
    config: { x: i / 30, y: 0.5 },
    values: { loss: i },
    ...(i === 20 && { by: "baseline" }),
  }))

  it("are the best, and the best baseline; runs after the search do not change them", () => {
    const ledger = studyOf(trials)
    const numbers = (): readonly number[] => finalistsOf(ledger)!.all.map(({ number }) => number)
    expect(numbers()).toEqual([0, 1, 2, 3, 4, 5, 20])
    for (let repeat = 1; repeat < 4; repeat++) runAgain(ledger, 0, repeat, 99)
    expect(numbers()).toEqual([0, 1, 2, 3, 4, 5, 20])
    expect(finalistsOf(ledger, 2)!.all.map(({ number }) => number)).toEqual([0, 1, 20])
    expect(finalistsOf(studyOf([]))).toBeUndefined()
  })

  it("a configuration that was tried several times is one of them", () => {
    expect(finalistsOf(studyOf([...trials, ...trials]), 3)!.all.map(({ number }) => number)).toEqual([0, 1, 2, 20])
  })
})
