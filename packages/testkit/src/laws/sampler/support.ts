import { assemble, canonicalJson, flatten, fulfils } from "@diapason/core"
import fc from "fast-check"
import { expect } from "vitest"
import { anyStudy } from "./determinism.ts"
import { drawn, suggestionAfter, type SamplerLaw } from "./law.ts"

export const support: SamplerLaw = {
  id: "L2",
  name: "a suggestion lies in its domain and on its grid, has exactly the active parameters, keeps the constraints and says why",
  hold: (subject) =>
    fc.assert(
      fc.asyncProperty(anyStudy(subject.finite), async ({ problem, observations }) => {
        const suggestion = await suggestionAfter(subject, problem, observations)
        if ("exhausted" in suggestion) {
          expect(suggestion.exhausted).not.toBe("")
          return
        }
        if (!("flat" in suggestion)) expect.fail("a trial was thawed, and none was offered")
        const { flat, why } = suggestion
        const { space } = problem
        expect(why).not.toBe("")
        // Flattening throws for what is outside its domain or inactive, and adds what is missing.
        expect(canonicalJson(flatten(space, assemble(space, flat)))).toBe(canonicalJson(flat))
        expect(fulfils(space, flat)).toBe(true)
      }),
      drawn(40),
    ),
}
