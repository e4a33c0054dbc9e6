import type { Sampler } from "@diapason/core"
import { after } from "../samplers/explain.ts"

/** Trials below number `n` from `first`, the others from `then`; both learn from every trial. When `first` runs out, `then` takes over. */
export const startup = <A, B>(n: number, first: Sampler<A>, then: Sampler<B>): Sampler<Two<A, B>> => ({
  id: `startup(${n}, ${first.id}, ${then.id})`,
  init: (problem) => ({ a: first.init(problem), b: then.init(problem) }),
  observe(state, observation) {
    state.a = first.observe(state.a, observation)
    state.b = then.observe(state.b, observation)
    return state
  },
  suggest({ a, b }, ask) {
    if (ask.number >= n) return then.suggest(b, ask)
    return after(first.suggest(a, ask), (given) => ("exhausted" in given ? then.suggest(b, ask) : given))
  },
})

export interface Two<A, B> {
  a: A
  b: B
}
