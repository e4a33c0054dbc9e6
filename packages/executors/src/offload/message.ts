import type { Ask, Chosen, Heard, Observation, Problem, Suggestion } from "@diapason/core"
import type { Thrown } from "./thrown.ts"

/** A study as a thread is told of it: its sampler by name, its problem, and what its sampler learned, in the order of arrival. */
export interface Told {
  readonly chosen: Chosen
  readonly problem: Problem
  /** Grows at its end only. */
  readonly lessons: readonly Lesson[]
}

/** What has finished, and for a sampler that listens what was reported. */
export type Lesson = Observation | Heard

/** An ask without its generator, which is made again from the study's seed and the trial's number. */
export type AskData = Omit<Ask, "rng">

/** One question to the thread: all that it must know for the answer and does not know yet. */
export interface Question {
  readonly id: number
  /** Another study than that of the last question, or the first one; `lessons` is then the whole history. */
  readonly begin?: Beginning
  readonly lessons: readonly Lesson[]
  readonly ask: AskData
}

/** A space crosses as its JSON form, since its plan is held by identity. */
export interface Beginning {
  readonly chosen: Chosen
  readonly problem: Omit<Problem, "space">
  readonly space: Pick<Problem["space"], "json" | "constraints">
}

export type Answer = { readonly id: number } & ({ readonly given: Suggestion } | { readonly thrown: Thrown })
