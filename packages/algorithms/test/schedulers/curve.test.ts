import type { Definition, Scheduler } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { curve, type CurveOptions } from "../../src/schedulers/curve.ts"
import { drawn, last, type Family } from "../curve/families.ts"
import { stageOf } from "./stage.ts"

const fidelity = { name: "epoch", min: 1, max: last }

/** A study with complete trials of a family; `loss` turns what they report. */
function given(family: Family, complete: number, options: CurveOptions = {}, more: Partial<Definition> = {}, loss = (y: number) => y) {
  const stage = stageOf(curve(options) as Scheduler, { fidelity, ...more })
  for (let i = 0; i < complete; i++) stage.complete(drawn(family, 100 + i).map(loss))
  return stage
}

/** A curve that falls like a power towards a level. */
const towards = (level: number, step: number): number => level + 0.5 / step

describe("the curve rule", () => {
  it("stops a trial that cannot beat the best any more, when two reports in a row say so", () => {
    const study = given("power", 20)
    study.begin()
    const actions = Array.from({ length: 12 }, (_, i) => study.report(i + 1, towards(0.9, i + 1)))
    const at = actions.findIndex(({ action }) => action === "stop")
    expect(at).toBeGreaterThanOrEqual(4)
    expect(at).toBeLessThan(8)
    expect(actions[at]!.why).toMatch(
      /^0\.\d+ ± 0\.\d+ is foreseen at the last step; to beat 0\.\d+ of trial \d+ the chance is [\de.-]+, it was [\de.-]+ a report before$/,
    )
    expect(actions[3]).toEqual({ action: "continue", why: "a curve is not judged in its first 5%" })
  })

  it.each(["power", "mmf", "exponential"] as const)(
    "ends few %s curves that would have become the best, and many others early",
    (family) => {
      const study = given(family, 16)
      const best = Math.min(...Array.from({ length: 16 }, (_, i) => drawn(family, 100 + i)[last - 1]!))
      let [winners, lost, losers, saved] = [0, 0, 0, 0]
      for (let i = 0; i < 60; i++) {
        const losses = drawn(family, 1000 + i)
        const wins = losses[last - 1]! < best
        study.begin()
        const end = losses.slice(0, last - 1).findIndex((y, at) => study.decide(at + 1, y).action === "stop")
        study.add({ kind: "trial.finished", trial: study.ledger.trials.length - 1, attempt: 1, state: "pruned", metrics: {}, why: "" })
        if (wins) [winners, lost] = [winners + 1, lost + (end >= 0 ? 1 : 0)]
        else [losers, saved] = [losers + 1, saved + (end >= 0 ? last - 1 - end : 0) / last]
      }
      expect(winners).toBeGreaterThan(0)
      expect(lost).toBeLessThanOrEqual(Math.ceil(winners / 4))
      expect(saved / losers).toBeGreaterThan(0.4)
    },
  )

  it("turns a metric that is to rise, and speaks of it as it was reported", () => {
    const objectives = [{ metric: "accuracy", direction: "maximize" } as const]
    const study = given("power", 12, {}, { objectives }, (y) => 1 - y)
    study.begin()
    const decisions = Array.from({ length: 12 }, (_, i) => study.report(i + 1, 1 - towards(0.9, i + 1)))
    expect(decisions.find(({ action }) => action === "stop")?.why).toMatch(/^0\.[0-4]\d* ± .* to beat 0\.[5-9]/)
    study.begin()
    for (let step = 1; step <= 20; step++) expect(study.report(step, 1 - towards(0, step) / 2).action).toBe("continue")
  })

  it("says what it lacks: a fidelity, complete curves, points", () => {
    const blind = stageOf(curve() as Scheduler)
    blind.begin()
    const why = "no fidelity was declared, so nobody knows which step a curve is to be extrapolated to"
    expect(blind.report(1, 1)).toEqual({ action: "continue", why })
    const young = given("power", 3)
    young.begin()
    for (const step of [10, 11, 12, 13]) young.report(step, 1)
    expect(young.report(14, 1)).toEqual({ action: "continue", why: "3 of the 8 complete curves that are needed" })
    const study = given("power", 8)
    study.begin()
    for (const [i, step] of [10, 12, 14, 16].entries())
      expect(study.report(step, 1)).toEqual({ action: "continue", why: `${i + 1} of the 5 points that are needed` })
    expect(study.report(18, { acc: 1 }).why).toBe("4 of the 5 points that are needed")
    expect(study.report(last, 1)).toEqual({ action: "continue", why: `step ${last} is the last one` })
  })

  it("looks at what came after the last change of values that was applied", () => {
    const study = given("power", 8)
    study.begin()
    const trial = study.ledger.trials.length - 1
    for (const step of [10, 12, 14, 16, 18]) study.report(step, 0.5)
    const update = { rev: 1, report: 1, config: { x: 0.5 }, apply: "next-step", why: "a plateau", by: "plateau/1" } as const
    study.add({ kind: "trial.updated", trial, attempt: 1, ...update })
    expect(study.report(19, 0.5).why).not.toContain("points that are needed")
    study.add({ kind: "trial.applied", trial, attempt: 1, rev: 1, step: 18 })
    expect(study.report(20, 0.4).why).toBe("2 of the 5 points that are needed")
  })

  it("forgets the points that a report took back", () => {
    const study = given("power", 8)
    study.begin()
    for (const step of [10, 12, 14, 16, 18]) study.report(step, 0.5)
    expect(study.report(12, 0.5).why).toBe("2 of the 5 points that are needed")
    expect(study.report(12, 0.4).why).toBe("2 of the 5 points that are needed")
  })
})
