import type { EventBody } from "@diapason/core"
import { boardFrom } from "@diapason/views"
import { describe, expect, it } from "vitest"
import type { StudyView } from "../../src/panels/study-view.ts"
import { frontOf, paretoPanel, volumePanel, weightsOf } from "@diapason/figures"
import { logOf } from "../small-board.ts"

const values = [
  { loss: 0.5, ms: 5 },
  { loss: 0.4, ms: 9 },
  { loss: 0.6, ms: 8 },
  { loss: 0.3, ms: 30 },
  { loss: 0.2, ms: 6 },
]
const ended = (trial: number, metrics: { loss: number; ms: number }): EventBody[] => [
  { kind: "trial.suggested", trial, config: { lr: 0.1 * (trial + 1) }, why: "", by: "random/1", basis: 1 },
  { kind: "trial.started", trial, attempt: 1, session: "s" },
  { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics },
]
const board = boardFrom(
  logOf([
    {
      kind: "study.created",
      definition: {
        name: "two",
        space: { lr: "float(0, 1)" },
        objectives: [
          { metric: "loss", direction: "minimize" },
          { metric: "ms", direction: "minimize" },
        ],
        constraints: ["ms <= 20"],
        seed: 1,
        sampler: { type: "random" },
        scheduler: { type: "none" },
        budget: { trials: 9 },
      },
    } as EventBody,
    ...values.flatMap((metrics, trial) => ended(trial, metrics)),
  ]),
)
const viewOf = (address: StudyView["choices"] = {}): StudyView => ({
  board,
  mask: new Uint8Array(5).fill(1),
  kept: 5,
  picked: new Set(),
  choices: address,
  now: 0,
})

describe("the front of a study", () => {
  it("has the feasible trials that none dominates, now and at a past position", () => {
    expect(frontOf(viewOf()).front).toEqual([0, 4])
    expect(frontOf(viewOf({ at: 7 })).front).toEqual([0, 1])
    expect(frontOf(viewOf({ at: 1 })).front).toEqual([])
    expect(frontOf(viewOf()).counted).toBe(4)
  })

  it("is drawn with what is dominated and what breaks a constraint", () => {
    const rows = paretoPanel("loss", "ms").rows(viewOf())
    expect(rows.map(({ trial, standing }) => [trial, standing])).toEqual([
      [1, "dominated"],
      [2, "dominated"],
      [3, "infeasible"],
      [4, "front"],
      [0, "front"],
    ])
  })

  it("has a pick that follows the weights of the address", () => {
    const picked = (w: string) =>
      paretoPanel("loss", "ms")
        .rows(viewOf({ w }))
        .find((row) => row.picked)!.trial
    expect([picked("1,0"), picked("0,1")]).toEqual([4, 0])
    expect(weightsOf(viewOf({ w: "0.5,x" }))).toEqual([0.5, 1])
    expect(weightsOf(viewOf({ w: "-1,7" }))).toEqual([1, 1])
  })

  it("grows", () => {
    const rows = volumePanel.rows(viewOf())
    expect(rows.map(({ trial }) => trial)).toEqual([0, 1, 4])
    expect(volumePanel.summary(rows, viewOf())).toContain("the last of 4 trials")
    expect(volumePanel.lacks(viewOf({ at: 1 }))).toBeDefined()
  })
})
