import type { Definition, Scheduler } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { wilcoxon, type WilcoxonOptions } from "../../src/schedulers/wilcoxon.ts"
import { stageOf } from "./stage.ts"

type Line = readonly (number | undefined)[]

/** Completed trials with these losses on folds 1, 2, …; then one more runs. Their last fold is their final loss. */
function given(lines: readonly Line[], options: WilcoxonOptions = {}, more: Partial<Definition> = {}) {
  const stage = stageOf(wilcoxon(options) as Scheduler, more)
  for (const line of lines) stage.complete(line)
  stage.begin()
  return stage
}

const folds = [10, 20, 30, 40, 50, 60, 70, 5]

describe("the Wilcoxon rule", () => {
  it("stops a trial that is worse than the best one, fold by fold, than chance would have it", () => {
    const study = given([folds])
    study.report(1, 10.25)
    study.report(2, 20.5)
    const why = "worse by 0.5 on average against the best, trial 0, at 3 common steps: p = 0.125, the level is 0.1"
    expect(study.report(3, 30.75)).toEqual({ action: "continue", why })
    expect(study.report(4, 41)).toEqual({
      action: "stop",
      why: "worse by 0.625 on average against the best, trial 0, at 4 common steps: p = 0.0625, the level is 0.1",
    })
  })

  it("compares pairs at common steps only, whatever is missing on either side", () => {
    const study = given([[1, undefined, 3, NaN, 5, 0]])
    study.report(1, { acc: 1 })
    study.report(2, 9)
    expect(study.report(3, 4).why).toBe("1 of the 2 pairs that are needed against the best, trial 0")
    study.report(4, 9)
    expect(study.report(5, 7).why).toContain("worse by 1.5 on average against the best, trial 0, at 2 common steps")
    expect(study.report(99, 7).why).toContain("at 2 common steps")
  })

  it("shares the level among the looks where it is told how many folds there are", () => {
    const study = given([folds], { folds: 8 })
    for (const step of [1, 2, 3]) study.report(step, folds[step - 1]! + step)
    expect(study.report(4, 44)).toMatchObject({ action: "continue", why: expect.stringContaining("the level is 0.03333") as string })
    expect(study.report(5, 55).action).toBe("stop")
  })

  it("keeps a trial that wins where it matters, though it loses on most folds", () => {
    const study = given([[1, 1, 1, 1, 1, 1, 1, 0]], { level: 0.9 })
    for (const step of [1, 2, 3]) study.report(step, 1.1)
    expect(study.report(4, 0.1)).toEqual({ action: "continue", why: "no worse on average against the best, trial 0, at 4 common steps" })
  })

  it("turns a metric that is to rise", () => {
    const study = given([[0.5, 0.6, 0.7, 0.8]], {}, { objectives: [{ metric: "accuracy", direction: "maximize" }] })
    for (const step of [1, 2, 3]) study.report(step, 0.9)
    expect(study.report(4, 0.9).why).toContain("no worse on average")
    const worse = given([[0.5, 0.6, 0.7, 0.8]], {}, { objectives: [{ metric: "accuracy", direction: "maximize" }] })
    for (const step of [1, 2, 3]) worse.report(step, 0.1)
    expect(worse.report(4, 0.1).action).toBe("stop")
  })

  it("compares with the best that is not excluded and keeps the limits", () => {
    const constraints = ["size <= 1"]
    const objectives = [{ metric: "loss", direction: "minimize" } as const]
    const stage = stageOf(wilcoxon() as Scheduler, { constraints, objectives })
    for (const [loss, size] of [
      [1, 2],
      [2, 0],
      [3, 0],
    ] as const)
      stage.complete([
        { loss, size },
        { loss, size },
      ])
    stage.begin()
    expect(stage.report(1, 9).why).toContain("trial 1")
    stage.add({ kind: "trial.excluded", trial: 1, why: "by hand" })
    expect(stage.report(1, 9).why).toContain("trial 2")
  })

  it("says that there is nothing to be compared with, and leaves the last step alone", () => {
    expect(given([]).report(1, 1)).toEqual({ action: "continue", why: "no complete trial to be compared with" })
    const study = given([[1, 2, 3, 4]], {}, { fidelity: { name: "fold", min: 1, max: 4 } })
    for (const step of [1, 2, 3]) study.report(step, 9)
    expect(study.report(4, 9)).toEqual({ action: "continue", why: "step 4 is the last one" })
  })
})
