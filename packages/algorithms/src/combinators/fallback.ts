import type { Sampler } from "@diapason/core"
import { after, explain } from "../samplers/explain.ts"
import type { Two } from "./startup.ts"

/** Asks `a`; when `a` has nothing left, `b`. Both learn from every trial. */
export const fallback = <A, B>(a: Sampler<A>, b: Sampler<B>): Sampler<Two<A, B>> => ({
  id: `fallback(${a.id}, ${b.id})`,
  init: (problem) => ({ a: a.init(problem), b: b.init(problem) }),
  observe(state, observation) {
    state.a = a.observe(state.a, observation)
    state.b = b.observe(state.b, observation)
    return state
  },
  suggest: (state, ask) =>
    after(a.suggest(state.a, ask), (given) =>
      "exhausted" in given ? explain(b.suggest(state.b, ask), (why) => `${why} (${given.exhausted})`) : given,
    ),
})
