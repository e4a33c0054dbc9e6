import type { Config } from "@diapason/core"
import type { BenchProblem } from "../problems/problem.ts"
import type { Job } from "../run/record.ts"

/** A tuner that takes part, with a way to begin a study. One process holds one of them at a time. */
export interface Contestant {
  /** Names and versions of what does the work. */
  versions(): Promise<Readonly<Record<string, string>>>
  /** Begins a study. What the tuner has no means for, of the problem or of the terms, is `unsupported`, with the reason. */
  enter(problem: BenchProblem, terms: Terms): Promise<Contender | Unsupported>
  close(): Promise<void>
}

/** How a study is played; the contender is asked for at most `parallel` configurations beyond those it has been told of. */
export type Terms = Pick<Job, "seed" | "trials" | "parallel">

export interface Unsupported {
  readonly unsupported: string
}

/** One study of a contestant: it is told of configurations in the order in which it was asked for them. The milliseconds are those of the tuner alone. */
export interface Contender {
  /** Undefined when it has nothing left to propose. */
  ask(): Promise<{ readonly config: Config; readonly ms: number } | undefined>
  /** All metrics of the oldest configuration that has not been told. Resolves with the milliseconds it took. */
  tell(metrics: Readonly<Record<string, number>>): Promise<number>
  /** What the tuner would have its user take; undefined when it has no opinion beyond the best value seen. */
  recommended(): Promise<Config | undefined>
  leave(): Promise<void>
}
