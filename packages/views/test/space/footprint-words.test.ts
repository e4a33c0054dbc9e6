import { createLedger, fold, type Config, type EventBody, type Ledger } from "@diapason/core"
import { expect, it } from "vitest"
import { footprintWords, type Footprint } from "../../src/index.ts"

/** Complete trials of a study over lr and x, the best first. */
function studyOf(configs: readonly Config[]): Ledger {
  const ledger = createLedger({
    kind: "study.created",
    definition: {
      name: "s",
      space: { lr: { type: "float", low: 1e-4, high: 0.1, scale: "log" }, x: { type: "float", low: 0, high: 1 } },
      objectives: [{ metric: "loss", direction: "minimize" }],
      seed: 1,
      sampler: { type: "random" },
      scheduler: { type: "none" },
      budget: {},
    },
    seq: 1,
    at: 1,
    hash: "",
  })
  const add = (body: EventBody): Ledger => fold(ledger, { ...body, seq: ledger.seq + 1, at: ledger.seq + 1, hash: "" })
  for (const [trial, config] of configs.entries()) {
    add({ kind: "trial.suggested", trial, config, why: "", by: "random/1", basis: 1 })
    add({ kind: "trial.started", trial, attempt: 1, session: "a" })
    add({ kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: { loss: trial } })
  }
  return ledger
}

const footprint: Footprint = { points: [], untried: [], covered: 0.62, directions: [[{ name: "lr", weight: 1 }], []], shown: 1 }

it("says what was tried, what was not, and which bound is pressed", () => {
  const configs = [0.1, 0.09, 0.1, 0.099, 0.001, 0.0001].map((lr, i) => ({ lr, x: 0.2 + i / 10 }))
  expect(footprintWords(studyOf(configs), footprint, String)).toEqual([
    "Something was tried near 62 % of the space; 38 % is untried. The trials differ most in lr.",
    "4 of the 5 best lie at the upper edge of lr (0.1): better values may lie beyond. Widen it there and go on with diapason tune --extend.",
  ])
})

it("without a pressed bound that is said, and of what cannot be known nothing", () => {
  const inside = Array.from({ length: 6 }, (_, i) => ({ lr: 0.001, x: 0.2 + i / 10 }))
  expect(footprintWords(studyOf(inside), undefined, String)).toEqual(["The best 5 trials press against no bound."])
  expect(footprintWords(studyOf(inside.slice(0, 4)), undefined, String)).toEqual([])
  expect(footprintWords(studyOf([]), undefined, String)).toEqual([])
  expect(footprintWords(studyOf([]), { ...footprint, covered: 1, directions: [[], []] }, String)).toEqual([
    "Something was tried near every place of the space.",
  ])
  expect(footprintWords(studyOf([]), { ...footprint, covered: 0.001, directions: [[], []] }, String)[0]).toMatch(/less than 1 %/)
})
