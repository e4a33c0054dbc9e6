import { cardinality, configKey, type Ask, type Outcome } from "@diapason/core"
import fc from "fast-check"
import { expect } from "vitest"
import { anySpace } from "../../spaces/any-space.ts"
import { anyStudy } from "./determinism.ts"
import { askFor, drawn, fed, problemOn, type SamplerLaw } from "./law.ts"

export const noRepeats: SamplerLaw = {
  id: "L7",
  name: "a finite space is tried in full before anything is tried twice or the space is called exhausted",
  hold: ({ make }) =>
    fc.assert(
      fc.asyncProperty(anySpace({ finite: true, most: 40, entries: 3 }), fc.nat(1000), async (space, seed) => {
        const sampler = make()
        const problem = problemOn(space, { seed })
        let state = sampler.init(problem)
        const tried = new Set<string>()
        const size = cardinality(space)
        for (let number = 0; number < size; number++) {
          const suggestion = await sampler.suggest(state, askFor(problem, number))
          if ("exhausted" in suggestion) throw new Error(`exhausted after ${number} of ${size}: ${suggestion.exhausted}`)
          if (!("flat" in suggestion)) expect.fail("a trial was thawed, and none was offered")
          const { flat } = suggestion
          expect(tried).not.toContain(configKey(flat))
          tried.add(configKey(flat))
          const outcome: Outcome = number % 5 === 3 ? { kind: "crashed" } : { kind: "complete", losses: [number % 7], violations: [] }
          state = sampler.observe(state, { number, flat, outcome })
        }
      }),
      drawn(12),
    ),
}

export const pending: SamplerLaw = {
  id: "L9",
  name: "asks without a result between them give different configurations while there are any",
  hold: ({ make, finite }) =>
    fc.assert(
      fc.asyncProperty(anyStudy(finite, 10), async ({ problem, observations }) => {
        const sampler = make()
        const state = fed(sampler, problem, observations)
        const size = cardinality(problem.space)
        const taken = new Set(size < Infinity ? observations.map(({ flat }) => configKey(flat)) : [])
        const running: Ask["pending"][number][] = []
        for (let i = 0; i < 4 && taken.size < size; i++) {
          const number = observations.length + i
          const suggestion = await sampler.suggest(state, askFor(problem, number, running))
          if (!("flat" in suggestion)) return
          expect(running.map(({ flat }) => configKey(flat))).not.toContain(configKey(suggestion.flat))
          taken.add(configKey(suggestion.flat))
          running.push({ number, flat: suggestion.flat })
        }
      }),
      drawn(20),
    ),
}
