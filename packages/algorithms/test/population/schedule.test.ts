import { describe, expect, it } from "vitest"
import { rootsAlive } from "../../src/population/lineage.ts"
import { lineOf, scheduleOf } from "@diapason/core"
import { readScheduleFile, scheduleFile } from "../../src/population/schedule-file.ts"
import { told } from "../schedulers/pbt/told.ts"

/** 0 and 1 are roots; 2 goes on from 0 at step 4, 3 from 2 at step 8, where it has trained with its own values for four steps. */
function family() {
  const study = told()
  study.begin(0, 1)
  study.begin(1, 2)
  study.train(0, [9, 8, 7, 6])
  study.begin(2, 3, { trial: 0, step: 4, path: "0/4" })
  study.train(2, [5, 5, 5, 5], 4)
  study.begin(3, 4, { trial: 2, step: 8, path: "2/8" })
  study.train(3, [4, 3], 8)
  return study
}

const pieces = (...steps: readonly (readonly [number, number])[]) => steps.map(([from, lr]) => ({ from, config: { lr } }))

describe("a line", () => {
  it("goes from the root to the trial, with the step that each took over", () => {
    const { ledger } = family()
    expect(lineOf(ledger, 3)).toEqual([{ trial: 0, until: 4 }, { trial: 2, until: 8 }, { trial: 3 }])
    expect(lineOf(ledger, 1)).toEqual([{ trial: 1 }])
    expect(() => lineOf(ledger, 9)).toThrow(new RangeError("there is no trial 9"))
  })

  it("tells how many families are left", () => {
    const study = family()
    expect(rootsAlive(study.ledger)).toEqual([0, 1])
    study.tell({ kind: "trial.finished", trial: 1, attempt: 1, state: "pruned", metrics: {}, why: "" })
    expect(rootsAlive(study.ledger)).toEqual([0])
  })
})

describe("a schedule", () => {
  it("has the values of each ancestor for the steps that it trained", () => {
    const { ledger } = family()
    expect(scheduleOf(ledger, 3)).toEqual(pieces([1, 1], [5, 3], [9, 4]))
    expect(scheduleOf(ledger, 2)).toEqual(pieces([1, 1], [5, 3]))
  })

  it("joins what did not change", () => {
    const study = family()
    study.begin(4, 4, { trial: 3, step: 9, path: "3/9" })
    expect(scheduleOf(study.ledger, 4)).toEqual(pieces([1, 1], [5, 3], [9, 4]))
  })

  it("has the updates that were applied, and of an ancestor only those that its child has seen", () => {
    const study = told()
    study.begin(0, 1)
    study.train(0, [9, 8])
    const update = (rev: number, lr: number) =>
      study.tell({ kind: "trial.updated", trial: 0, attempt: 1, rev, report: 1, config: { lr }, apply: "next-step", why: "", by: "x/1" })
    update(1, 5)
    study.tell({ kind: "trial.applied", trial: 0, attempt: 1, rev: 1, step: 3 })
    study.train(0, [7, 6], 2)
    update(2, 6)
    study.tell({ kind: "trial.refused", trial: 0, attempt: 1, rev: 2, why: "no" })
    update(3, 7)
    study.tell({ kind: "trial.applied", trial: 0, attempt: 1, rev: 3, step: 5 })
    study.train(0, [5], 4)
    study.begin(1, 9, { trial: 0, step: 4, path: "0/4" })
    expect(scheduleOf(study.ledger, 0)).toEqual(pieces([1, 1], [3, 5], [5, 7]))
    expect(scheduleOf(study.ledger, 1)).toEqual(pieces([1, 1], [3, 5], [5, 9]))
  })

  it("that was gone back on holds from the saved step", () => {
    const study = told()
    study.begin(0, 1)
    study.train(0, [9, 8, 7])
    const back = { report: 1, config: { lr: 0.5 }, apply: "restart", from: 2, why: "", by: "x/1" } as const
    study.tell({ kind: "trial.updated", trial: 0, attempt: 1, rev: 1, ...back })
    expect(scheduleOf(study.ledger, 0)).toEqual(pieces([1, 1], [3, 0.5]))
  })
})

describe("the file of a schedule", () => {
  const read = (text: string) => readScheduleFile(text, "--replay-schedule", "s.json")

  it("says where it comes from, and is read as it was written", () => {
    const { ledger } = family()
    const file = scheduleFile(ledger, 3)
    expect(file).toMatchObject({ schema: "diapason.schedule/1", study: "p", trial: 3, line: [0, 2, 3], values: { loss: 3 } })
    expect(read(JSON.stringify(file))).toEqual(JSON.parse(JSON.stringify(file)))
  })

  it.each([
    ["", "schema diapason.schedule/1"],
    ["[]", "schema diapason.schedule/1"],
    ['{"schema":"diapason.schedule/2"}', "schema diapason.schedule/1"],
    ['{"schema":"diapason.schedule/1","steps":[]}', "steps with entries"],
    ['{"schema":"diapason.schedule/1","steps":[{"from":2,"config":{}}]}', "steps with entries"],
    ['{"schema":"diapason.schedule/1","steps":[{"from":1,"config":{}},{"from":1,"config":{}}]}', "steps with entries"],
    ['{"schema":"diapason.schedule/1","steps":[{"from":1,"config":3}]}', "steps with entries"],
    ['{"schema":"diapason.schedule/1","steps":[{"from":1,"config":{}}]}', '"space"'],
  ])("%s is refused with what was expected", (text, expected) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "D140", message: expect.stringContaining(expected) as unknown }))
  })
})
