import { spaceFromJson, type Outcome } from "@diapason/core"
import { expect } from "vitest"
import { askFor, problemOn, type SamplerLaw } from "./law.ts"

export const explorationFloor: SamplerLaw = {
  id: "L10",
  name: "what has always been poor is still tried now and then",
  async hold({ make, finite }) {
    const space = spaceFromJson({
      c: { type: "choice", values: ["good", "bad", "ugly"] },
      x: { type: finite ? "int" : "float", low: 0, high: 199 },
    })
    const problem = problemOn(space)
    const sampler = make()
    let state = sampler.init(problem)
    const seen: unknown[] = []
    const late = new Set<unknown>()
    for (let number = 0; number < 300; number++) {
      const suggestion = await sampler.suggest(state, askFor(problem, number))
      if ("exhausted" in suggestion) break
      if (!("flat" in suggestion)) expect.fail("a trial was thawed, and none was offered")
      const { flat } = suggestion
      seen.push(flat["c"])
      if (number >= 60 && late.add(flat["c"]).size === 3) return
      const loss = { good: 0, bad: 1000, ugly: 2000 }[String(flat["c"])]! + Number(flat["x"])
      const outcome: Outcome = { kind: "complete", losses: [loss], violations: [] }
      state = sampler.observe(state, { number, flat, outcome })
    }
    // One that has tried all it has may stop early.
    expect([...(seen.length < 300 ? new Set(seen) : late)].sort()).toEqual(["bad", "good", "ugly"])
  },
}
