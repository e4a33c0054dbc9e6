import type { Scheduler } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { threshold, type ThresholdOptions } from "../../src/schedulers/threshold.ts"
import { stageOf } from "./stage.ts"

const running = (options: ThresholdOptions, more = {}) => {
  const stage = stageOf(threshold(options) as Scheduler, more)
  stage.begin()
  return stage
}

describe("the threshold rule", () => {
  it("stops a trial whose metric leaves its bounds, from the first trial on; the bounds are allowed", () => {
    const study = running({ lower: -1, upper: 10 })
    expect(study.report(1, 10)).toEqual({ action: "continue", why: "loss is 10 at step 1, within its bounds" })
    expect(study.report(2, 10.5)).toEqual({ action: "stop", why: "loss is 10.5 at step 2, above 10" })
    expect(study.report(3, -1).action).toBe("continue")
    expect(study.report(4, -2)).toEqual({ action: "stop", why: "loss is -2 at step 4, below -1" })
    expect(study.report(5, Infinity)).toEqual({ action: "stop", why: "loss is Infinity at step 5, above 10" })
  })

  it("takes the bounds of a metric that is to rise as it is reported", () => {
    const study = running({ lower: 0.1 }, { objectives: [{ metric: "accuracy", direction: "maximize" }] })
    expect(study.report(1, 0.9).action).toBe("continue")
    expect(study.report(2, 0.05)).toEqual({ action: "stop", why: "accuracy is 0.05 at step 2, below 0.1" })
  })

  it("lets a trial be up to the warm-up, and at its last step", () => {
    const study = running({ upper: 1, warmup: 2 }, { fidelity: { name: "epoch", min: 1, max: 4 } })
    expect(study.report(2, 9)).toEqual({ action: "continue", why: "nothing is stopped up to step 2" })
    expect(study.report(3, 9).action).toBe("stop")
    expect(study.report(4, 9)).toEqual({ action: "continue", why: "step 4 is the last one" })
  })

  it("says what it lacks: a bound, or the metric", () => {
    expect(running({}).report(1, 9)).toEqual({ action: "continue", why: "no bound was set: give lower or upper" })
    expect(running({ upper: 1 }).report(1, { acc: 9 })).toEqual({ action: "continue", why: "loss was not reported at step 1" })
  })

  it("finds no number within no bounds", () => {
    expect(running({ upper: 1 }).report(1, NaN)).toEqual({ action: "stop", why: "loss is NaN at step 1, which is within no bounds" })
  })

  it("refuses bounds between which there is nothing", () => {
    const what = "lower of threshold cannot be 2; a number of at most upper, which is 1, was expected."
    expect(() => threshold({ lower: 2, upper: 1 })).toThrow(
      expect.objectContaining({ code: "D322", words: expect.objectContaining({ what }) as unknown }),
    )
  })
})
