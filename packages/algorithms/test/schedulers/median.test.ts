import type { Definition, Ledger, RunningTrial, Scheduler, SchedulerProblem } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { autoScheduler } from "../../src/schedulers/auto.ts"
import { median, type MedianOptions } from "../../src/schedulers/median.ts"
import { countBelow, createAverages } from "../../src/schedulers/median/averages.ts"
import { percentile } from "../../src/schedulers/percentile.ts"
import { stageOf } from "./stage.ts"

type Line = readonly number[]

/** A study whose completed trials reported the given lines at steps 1, 2, …; then one more trial runs. */
function given(lines: readonly Line[], more: Partial<Definition> = {}, options: MedianOptions = {}) {
  return begun(median(options) as Scheduler, lines, more)
}

function begun(scheduler: Scheduler, lines: readonly Line[], more: Partial<Definition> = {}) {
  const stage = stageOf(scheduler, more)
  for (const line of lines) stage.complete(line)
  stage.begin()
  return stage
}

/** Running averages at step 3: 2, 3, 4, 5, 6; medians 4. */
const five: readonly Line[] = [
  [3, 2, 1],
  [4, 3, 2],
  [5, 4, 3],
  [6, 5, 4],
  [7, 6, 5],
]

describe("the median rule", () => {
  it("stops a trial whose best so far is above the median of the running averages, and says where it stands", () => {
    const study = given(five)
    expect(study.report(1, 9)).toEqual({ action: "continue", why: "nothing is stopped up to step 1" })
    expect(study.report(2, 5)).toEqual({ action: "stop", why: "4th of 6 at step 2: best so far 5, the median is 4.5" })
  })

  it("looks at the best so far, not at the last value", () => {
    const study = given(five)
    study.report(1, 9)
    expect(study.report(2, 4.5)).toEqual({ action: "continue", why: "3rd of 6 at step 2: best so far 4.5, the median is 4.5" })
    expect(study.report(3, 100)).toEqual({ action: "stop", why: "4th of 6 at step 3: best so far 4.5, the median is 4" })
    expect(study.report(4, 3)).toEqual({ action: "continue", why: "0 of the 5 complete trials that are needed have reached step 4" })
  })

  it("forgets what a new attempt took back, and counts a step that is reported again once", () => {
    const study = given(five)
    study.report(1, 1)
    expect(study.report(2, 5).why).toContain("best so far 1,")
    study.report(1, 9)
    expect(study.report(2, 8).why).toContain("best so far 8,")
    expect(study.report(2, 7).why).toContain("best so far 7,")
  })

  it("forgets a value in whose place none was reported", () => {
    const study = given(five)
    study.report(1, 9)
    expect(study.report(2, 1).why).toContain("best so far 1,")
    study.report(2, NaN)
    expect(study.report(3, 8).why).toContain("best so far 8,")
  })

  it("waits for five completed trials at the same step", () => {
    const why = "4 of the 5 complete trials that are needed have reached step 3"
    const study = given([...five.slice(0, 4), [1, 1]])
    study.report(1, 9)
    expect(study.report(2, 9).action).toBe("stop")
    expect(study.report(3, 9)).toEqual({ action: "continue", why })
  })

  it("never stops one of the best three at a step", () => {
    const study = given(five.slice(0, 2), {}, { complete: 2 })
    study.report(1, 9)
    expect(study.report(2, 8)).toEqual({ action: "continue", why: "3rd of 3 at step 2: best so far 8, the median is 3" })
  })

  it("can hold trials to another percentile", () => {
    const study = given(five, {}, { percentile: 75 })
    study.report(1, 9)
    expect(study.report(2, 5.5)).toEqual({ action: "continue", why: "4th of 6 at step 2: best so far 5.5, the 75th percentile is 5.5" })
    expect(given(five, {}, { percentile: 75 }).report(2, 5.6).action).toBe("stop")
  })

  it("is held to the best quarter under the name percentile", () => {
    const study = begun(percentile(), five)
    study.report(1, 9)
    expect(study.report(2, 4)).toEqual({ action: "continue", why: "3rd of 6 at step 2: best so far 4, the 25th percentile is 3.5" })
    const crowded = begun(percentile(), [...five, ...five])
    crowded.report(1, 9)
    expect(crowded.report(2, 4)).toEqual({ action: "stop", why: "5th of 11 at step 2: best so far 4, the 25th percentile is 3.5" })
  })

  it("leaves the first tenth of the fidelity in peace, and the last step", () => {
    const fidelity = { name: "epoch", min: 1, max: 11 }
    const long = [...five, ...five].map((line) => [...line, ...Array<number>(8).fill(1)])
    const study = given(long, { fidelity })
    expect(study.report(2, 50)).toEqual({ action: "continue", why: "nothing is stopped up to step 2" })
    expect(study.report(3, 50).action).toBe("stop")
    expect(study.report(11, 50)).toEqual({ action: "continue", why: "step 11 is the last one" })
  })

  it("turns a metric that is to rise, and speaks of it as it was reported", () => {
    const rising = five.map((line) => line.map((y) => 10 - y))
    const study = given(rising, { objectives: [{ metric: "accuracy", direction: "maximize" }] })
    study.report(1, 1)
    expect(study.report(2, 5)).toEqual({ action: "stop", why: "4th of 6 at step 2: best so far 5, the median is 5.5" })
  })

  it("no longer counts a trial that was excluded", () => {
    const study = given([...five, [0, 0, 0]])
    study.report(1, 9)
    expect(study.report(2, 4.2).action).toBe("stop")
    study.add({ kind: "trial.excluded", trial: 5, why: "a wrong data set" })
    expect(study.report(2, 4.2)).toEqual({ action: "continue", why: "3rd of 6 at step 2: best so far 4.2, the median is 4.5" })
  })
})

const byLoss = { metric: "loss", loss: ({ loss }: Readonly<Record<string, number>>) => loss ?? NaN }

describe("averages", () => {
  it("are the same whether a curve came before or after the step was asked for", () => {
    const early = createAverages(byLoss)
    const late = createAverages(byLoss)
    early.at(2)
    for (const line of [...five].reverse()) {
      const curve = { steps: [1, 2, 3], columns: new Map([["loss", line]]) }
      early.add(curve)
      late.add(curve)
    }
    expect(early.at(2)).toEqual([2.5, 3.5, 4.5, 5.5, 6.5])
    expect(late.at(2)).toEqual(early.at(2))
  })

  it("pass over steps without a finite loss", () => {
    const averages = createAverages(byLoss)
    averages.add({ steps: [1, 2, 3], columns: new Map([["loss", [undefined, Infinity, 4]]]) })
    expect([1, 2, 3].map((step) => averages.at(step))).toEqual([[], [], [4]])
  })

  it("countBelow counts what is strictly less", () => {
    expect([0, 1, 1.5, 2, 9].map((x) => countBelow([1, 2, 2, 3], x))).toEqual([0, 0, 1, 1, 4])
  })
})

describe("the scheduler auto", () => {
  it("stops nothing when there are several objectives", () => {
    const problem = { objectives: 2 } as SchedulerProblem
    const scheduler = autoScheduler()
    const state = scheduler.init(problem, undefined as unknown as Ledger)
    expect(scheduler.next(state, undefined as unknown as Ledger)).toEqual({ do: "start" })
    const decision = scheduler.decide(state, undefined as unknown as RunningTrial, undefined as unknown as Ledger)
    expect(decision).toEqual({ action: "continue", why: "every trial runs in full" })
  })
})
