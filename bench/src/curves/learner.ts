import type { Config } from "@diapason/core"
import type { World } from "./world.ts"

/** A tuner that takes part, with a way to begin a study. */
export interface Entrant {
  /** Names and versions of what does the work. */
  versions(): Promise<Readonly<Record<string, string>>>
  /**
   * Begins a study with so many trials at once; `size` is the number of full trainings, or of their worth, that there is time for. What
   * the tuner has no means for is `unsupported`, with the reason.
   */
  enter(world: World, terms: Entry): Promise<Learner | { readonly unsupported: string }>
  close(): Promise<void>
}

export interface Entry {
  readonly seed: number
  readonly workers: number
  readonly size: number
}

/** One study of a tuner that hears of every epoch. */
export interface Learner {
  /** Nothing counts of a training but its last epoch: the tuner knows of no others. */
  readonly blind?: boolean
  ask(): Promise<Handed>
  /** A value after one more epoch. `over`: this training is not to go on, whether it is stopped or may be handed out again later. */
  report(trial: number, epoch: number, value: number): Promise<"on" | "over">
  /** The training has reached `to` and nobody ended it before. */
  finish(trial: number, value: number): Promise<void>
  leave(): Promise<void>
}

/** The answer to an ask: a training from after epoch `from` to `to`; nothing until something has been reported; nothing any more. */
export type Handed =
  | { readonly kind: "train"; readonly trial: number; readonly config: Config; readonly from: number; readonly to: number }
  | { readonly kind: "wait" }
  | { readonly kind: "done" }
