import type { Definition, Scheduler } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { median } from "../../src/schedulers/median.ts"
import { patience, type PatienceOptions } from "../../src/schedulers/patience.ts"
import { stageOf } from "./stage.ts"

const running = (options: PatienceOptions, more: Partial<Definition> = {}, rule?: Scheduler) => {
  const stage = stageOf(patience(options, rule) as Scheduler, more)
  stage.begin()
  return stage
}

describe("the patience rule", () => {
  it("stops a trial when more reports than are forgiven are worse than the best before them", () => {
    const study = running({ patience: 1 })
    expect([5, 3, 4].map((y, i) => study.report(i + 1, y).action)).toEqual(["continue", "continue", "continue"])
    expect(study.report(4, 3.5)).toEqual({ action: "stop", why: "the best of the last 2 reports is 3.5, of those before 3" })
  })

  it("needs one more report than it forgives, and one to compare with", () => {
    const study = running({ patience: 2 })
    for (let step = 1; step <= 3; step++)
      expect(study.report(step, step)).toEqual({ action: "continue", why: `${step} of the more than 3 reports that are needed` })
    expect(study.report(4, 4).action).toBe("stop")
  })

  it("lets the last reports be worse by the tolerance, but no more", () => {
    const study = running({ patience: 0, tolerance: 0.5 })
    study.report(1, 1)
    expect(study.report(2, 1.5).action).toBe("continue")
    expect(study.report(3, 1.75).action).toBe("stop")
  })

  it("lets a constant curve go on", () => {
    const study = running({ patience: 1 })
    for (let step = 1; step <= 6; step++) expect(study.report(step, 2).action).toBe("continue")
  })

  it("counts the reports of its metric, whatever else is reported between, and an infinite loss as one", () => {
    const study = running({ patience: 1 })
    study.report(1, 3)
    for (let step = 2; step <= 9; step++) expect(study.report(step, { acc: 1 }).why).toBe("1 of the more than 2 reports that are needed")
    study.report(10, Infinity)
    expect(study.report(11, NaN)).toEqual({ action: "stop", why: "the best of the last 2 reports is Infinity, of those before 3" })
  })

  it("turns a metric that is to rise", () => {
    const study = running({ patience: 0 }, { objectives: [{ metric: "accuracy", direction: "maximize" }] })
    study.report(1, 0.5)
    expect(study.report(2, 0.6).action).toBe("continue")
    expect(study.report(3, 0.4)).toEqual({ action: "stop", why: "the best of the last 1 reports is 0.4, of those before 0.6" })
  })

  it("does not end a trial at its last step", () => {
    const study = running({ patience: 0 }, { fidelity: { name: "epoch", min: 1, max: 2 } })
    study.report(1, 1)
    expect(study.report(2, 2)).toEqual({ action: "continue", why: "step 2 is the last one" })
  })

  it("asks the rule that it stands around only when patience is over", () => {
    const study = stageOf(patience({ patience: 0 }, median({ complete: 1 }) as Scheduler) as Scheduler)
    for (const level of [1, 2, 3, 4]) study.complete([level, level, level])
    study.begin()
    study.report(1, 9)
    expect(study.report(2, 8)).toEqual({ action: "continue", why: "the best of the last 1 reports is 8, of those before 9" })
    const why = "5th of 5 at step 3: best so far 8, the median is 2.5; the best of the last 1 reports is 8.5, of those before 8"
    expect(study.report(3, 8.5)).toEqual({ action: "stop", why })
  })
})
