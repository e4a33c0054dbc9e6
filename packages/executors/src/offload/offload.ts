/**
 * A sampler in a thread, so that a suggestion that takes its time does not hold up the event loop of the conductor, a live view or a
 * server. Suggestions are the same to the bit: what crosses is the problem, what has finished and the ask, and a sampler is a function
 * of these.
 */
import type { Ask, Chosen, Observation, Problem, Sampler, Suggestion } from "@diapason/core"
import type { Told } from "./message.ts"
import type { SamplerThread } from "./sampler-thread.ts"

export interface OffloadOptions {
  readonly thread: SamplerThread
  /** By which the thread's program makes the same sampler. */
  readonly chosen: Chosen
  /** The numbers of finished trials from which and below which the thread is asked; it starts at half of the first. Default: always. */
  readonly heavy?: (problem: Problem) => { readonly from: number; readonly below: number }
}

/**
 * `inner`, asked in a thread where its suggestions take their time and here otherwise. It goes by the id of `inner` and belongs
 * outside of all other combinators. Observations are taken in here as well, which must be cheap, and cross with the next ask: a question
 * costs about a tenth of a millisecond beside its answer. What no thread can answer is answered here, and holds up the event loop.
 */
export const offload = <S>(inner: Sampler<S>, { thread, chosen, heavy = always }: OffloadOptions): Sampler<Offloaded<S>> => ({
  id: inner.id,
  init: (problem) => ({ told: { chosen, problem, finished: [] }, ...heavy(problem), here: inner.init(problem) }),
  observe(state, observation) {
    state.told.finished.push(observation)
    state.here = inner.observe(state.here, observation)
    return state
  },
  suggest({ told, from, below, here }, ask) {
    const known = told.finished.length
    if (known >= from && known < below) return askThere(inner, thread, told, ask)
    if (known < below && 2 * known >= from) thread.start()
    return inner.suggest(here, ask)
  },
})

const always = () => ({ from: 0, below: Infinity })

interface Offloaded<S> {
  readonly told: Told & { readonly finished: Observation[] }
  readonly from: number
  readonly below: number
  /** What `inner` makes of it on this side. */
  here: S
}

async function askThere<S>(inner: Sampler<S>, thread: SamplerThread, told: Told, ask: Ask): Promise<Suggestion> {
  const known = told.finished.length
  const { rng: _, ...data } = ask
  return (await thread.ask(told, known, data)) ?? inner.suggest(stateAt(inner, told.problem, told.finished.slice(0, known)), ask)
}

/** The state of the moment of the ask, since others have finished meanwhile. */
const stateAt = <S>(inner: Sampler<S>, problem: Problem, finished: Told["finished"]): S =>
  finished.reduce((state, one) => inner.observe(state, one), inner.init(problem))
