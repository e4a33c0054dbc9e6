import type { StudyEvent } from "../event/event.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Signal } from "./signal.ts"

/**
 * Whoever is told of a study elsewhere: a tracking server, a folder of event files, a webhook. The log is its queue: it is shown every event
 * in order, and what it could not pass on is shown again to the next one that is opened for the same place. Every implementation is held to
 * `trackerLaws` of the testkit.
 */
export interface Tracker {
  /** Names its place in the log: `mlflow`. Two trackers of one study have different names. */
  readonly name: string
  /** As people know it, without secrets: `MLflow at http://tracking:5000`. */
  readonly title: string
  /** What it sends to, without secrets: with another address it begins anew. */
  readonly to: string
  /**
   * Is shown an event after it was folded into `ledger`, and keeps what is to be sent of it; sends nothing. What is not `owed` was passed on
   * before, perhaps by another process: it is shown for what later events need to know.
   */
  fold(event: StudyEvent, ledger: Ledger, owed: boolean): void
  /**
   * Sends what is kept. All of it has arrived, or it is kept and sent by the next call; what had arrived already is not there twice. An abort
   * of `signal` ends it soon. `study`: the hash of the study's first event, which no other study has.
   */
  flush(study: string, signal: Signal): Promise<Flushed>
}

/** What became of a flush. */
export type Flushed =
  /** `lost`: what the other side will never take, one line each; it is left out. */
  | { readonly outcome: "taken"; readonly lost: readonly string[] }
  /** Nobody answered, or not as it should: the same is tried again later. `why` is in plain words, without secrets. */
  | { readonly outcome: "unreached"; readonly why: string }
