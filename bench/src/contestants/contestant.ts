import type { Config } from "@diapason/core"
import type { BenchProblem } from "../problems/problem.ts"

/** A tuner that takes part, with a way to begin a study. One process holds one of them at a time. */
export interface Contestant {
  /** Names and versions of what does the work. */
  versions(): Promise<Readonly<Record<string, string>>>
  /** Begins a study of `trials` trials. A problem that the tuner has no means for is `unsupported`, with the reason. */
  enter(problem: BenchProblem, seed: number, trials: number): Promise<Contender | Unsupported>
  close(): Promise<void>
}

export interface Unsupported {
  readonly unsupported: string
}

/** One study of a contestant: asked and told in turn. The milliseconds are those of the tuner alone. */
export interface Contender {
  /** Undefined when it has nothing left to propose. */
  ask(): Promise<{ readonly config: Config; readonly ms: number } | undefined>
  /** All metrics of the configuration that was asked for last. Resolves with the milliseconds it took. */
  tell(metrics: Readonly<Record<string, number>>): Promise<number>
  /** What the tuner would have its user take; undefined when it has no opinion beyond the best value seen. */
  recommended(): Promise<Config | undefined>
  leave(): Promise<void>
}
