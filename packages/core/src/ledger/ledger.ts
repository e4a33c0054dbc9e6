import type { Definition } from "../event/definition.ts"
import type { Holder } from "../event/holder.ts"
import type { Space } from "../space/space.ts"
import type { Trial } from "./trial.ts"

/** What is known of a study: the one fold over its log. Read it freely; only `fold` changes it, in place. */
export interface Ledger {
  /** Position and chain hash of the last event folded; 0 and "" before the first. */
  readonly seq: number
  readonly hash: string
  /** Present from the first event on. */
  readonly definition: Definition
  readonly space: Space
  readonly trials: readonly Trial[]
  /** Numbers of trials that run, in the order of their numbers. */
  readonly running: ReadonlySet<number>
  /** Numbers of trials that wait for another attempt. */
  readonly waiting: ReadonlySet<number>
  readonly paused: ReadonlySet<number>
  readonly sessions: ReadonlyMap<string, SessionFacts>
}

export interface SessionFacts {
  readonly session: string
  readonly holder: Holder
  readonly openedAt: number
  /** Time of its last event. */
  readonly seenAt: number
  readonly closed: boolean
}
