import { createStudy, float, space } from "diapason"
import { expect, onTestFinished, test } from "vitest"
import { estimateText } from "../../../src/cli/text/estimate-text.ts"
import { estimate } from "@diapason/server/schemas"
import { estimateView } from "../../../src/views/estimate-view.ts"

test("the lucky value and the likely one stand side by side, and nothing does where luck plays no part", async () => {
  const study = await createStudy({
    space: space({ x: float(0, 1) }),
    minimize: "loss",
    sampler: "random",
    seed: 2,
    budget: { trials: 24 },
  })
  onTestFinished(() => study.close())
  expect(estimateView(study.ledger)).toBeUndefined()
  for (let trial = await study.ask(); trial !== undefined; trial = await study.ask())
    await trial.tell((trial.config.x - 0.5) ** 2 + (trial.number % 3 === 0 ? -0.1 : 0.05))
  const view = estimateView(study.ledger)!
  expect(estimate.parse(JSON.parse(JSON.stringify(view)))).toEqual(view)
  expect(view.value).toBeGreaterThan(view.raw.value)
  expect(estimateText(view)).toMatch(/^raw -0\.\d+ \(#\d+\) {3}estimate \S+, \S+ to \S+ \(#\d+\)$/)
})
