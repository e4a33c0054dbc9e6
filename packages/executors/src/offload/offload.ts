/**
 * A sampler in a thread, so that a suggestion that takes its time does not hold up the event loop of the conductor, a live view or a
 * server. Suggestions are the same to the bit: what crosses is the problem, what has finished and the ask, and a sampler is a function
 * of these.
 */
import type { Ask, Chosen, Heard, Problem, Sampler, Suggestion } from "@diapason/core"
import { learn } from "./learn.ts"
import type { Lesson, Told } from "./message.ts"
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
 * outside of all other combinators. What it observes and hears is taken in here as well, which must be cheap, and cross with the next ask: a question
 * costs about a tenth of a millisecond beside its answer. What no thread can answer is answered here, and holds up the event loop.
 */
export const offload = <S>(inner: Sampler<S>, { thread, chosen, heavy = always }: OffloadOptions): Sampler<Offloaded<S>> => ({
  id: inner.id,
  init: (problem) => ({ told: { chosen, problem, lessons: [] }, finished: 0, ...heavy(problem), here: inner.init(problem) }),
  observe(state, observation) {
    state.finished++
    return taught(inner, state, observation)
  },
  ...(inner.hear !== undefined && { hear: (state: Offloaded<S>, heard: Heard) => taught(inner, state, heard) }),
  suggest({ told, finished, from, below, here }, ask) {
    if (finished >= from && finished < below) return askThere(inner, thread, told, ask)
    if (finished < below && 2 * finished >= from) thread.start()
    return inner.suggest(here, ask)
  },
})

function taught<S>(inner: Sampler<S>, state: Offloaded<S>, lesson: Lesson): Offloaded<S> {
  state.told.lessons.push(lesson)
  state.here = learn(inner, state.here, lesson)
  return state
}

const always = () => ({ from: 0, below: Infinity })

interface Offloaded<S> {
  readonly told: Told & { readonly lessons: Lesson[] }
  finished: number
  readonly from: number
  readonly below: number
  /** What `inner` makes of it on this side. */
  here: S
}

async function askThere<S>(inner: Sampler<S>, thread: SamplerThread, told: Told, ask: Ask): Promise<Suggestion> {
  const known = told.lessons.length
  const { rng: _, ...data } = ask
  return (await thread.ask(told, known, data)) ?? inner.suggest(stateAt(inner, told.problem, told.lessons.slice(0, known)), ask)
}

/** The state of the moment of the ask, since more has come meanwhile. */
const stateAt = <S>(inner: Sampler<S>, problem: Problem, lessons: Told["lessons"]): S =>
  lessons.reduce((state, lesson) => learn(inner, state, lesson), inner.init(problem))
