import { rng, shuffle } from "@diapason/math"
import { expect } from "vitest"
import fc from "fast-check"
import { anyHistory } from "../../generators/history.ts"
import { anySpace } from "../../spaces/any-space.ts"
import { askFor, drawn, fed, problemOn, suggestionAfter, type SamplerLaw } from "./law.ts"

export const orderOfArrival: SamplerLaw = {
  id: "L1",
  name: "the same seed, history and running trials give the same suggestion, in whatever order results arrived and whoever asked before",
  hold: (subject) =>
    fc.assert(
      fc.asyncProperty(anyStudy(subject.finite), fc.nat(1000), async ({ problem, observations }, salt) => {
        const done = observations.slice(0, -2)
        const pending = observations.slice(-2).map(({ number, flat }) => ({ number, flat }))
        const number = observations.length
        const expected = await suggestionAfter(subject, problem, done, number, pending)
        const shuffled = shuffle(done, rng(salt, 0, "random"))
        expect(await suggestionAfter(subject, problem, shuffled, number, pending)).toEqual(expected)
        const sampler = subject.make()
        let state = sampler.init(problem)
        for (const one of done) {
          state = sampler.observe(state, one)
          if (one.number % 6 === 0) await sampler.suggest(state, askFor(problem, 1000 + one.number, pending.slice(1)))
        }
        expect(await sampler.suggest(state, askFor(problem, number, pending))).toEqual(expected)
        expect(await sampler.suggest(fed(sampler, problem, done), askFor(problem, number, pending))).toEqual(expected)
      }),
      drawn(20),
    ),
}

/** A space, a problem on it and a history. */
export const anyStudy = (finite: boolean, most = 30) =>
  fc
    .record({
      space: anySpace({ finite }),
      objectives: fc.constantFrom(1, 1, 1, 2),
      constraints: fc.constantFrom(0, 0, 1),
      trials: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
      seed: fc.nat(1000),
    })
    .chain(({ space, objectives, constraints, trials, seed }) =>
      anyHistory(space, { objectives, constraints, most }).map((observations) => ({
        problem: problemOn(space, { objectives, constraints, seed, ...(trials !== undefined && { trials }) }),
        observations,
      })),
    )
