import type { EventBody, StudyEvent } from "../event/event.ts"
import type { Holder } from "../event/holder.ts"
import type { Signal } from "./signal.ts"

/** Where logs last. Every implementation is held to `eventStoreLaws` of the testkit. */
export interface EventStore {
  /** Its address as a person writes it: `memory:`, `sqlite:PATH`. */
  readonly url: string
  /** Milliseconds by which this host's clock was ahead of the store's when it was opened, where the store has a clock of its own. */
  readonly skew?: number
  /**
   * Appends all events or none, in order, without gaps, each with its position, time and link of the chain.
   * `once`: of all appends to this study with this key only the first wins. `fence`: nothing is appended when the lease has
   * passed on or was given back; this is asked before `once`. Throws D4xx when the store cannot do its work; then nothing
   * was appended. `seen`: up to where the caller has read; a store for which reading is a journey gives what came after it along.
   */
  append(study: string, events: readonly EventBody[], options?: AppendOptions): Promise<Appended>
  /** The events after position `after`, in order, in batches, up to the newest at the time of the call or later. */
  read(study: string, after: number): AsyncIterable<readonly StudyEvent[]>
  /** As `read`, and then each later batch as it comes, until `signal` is aborted or the store is closed. */
  watch(study: string, after: number, signal: Signal): AsyncIterable<readonly StudyEvent[]>
  /**
   * Does `work` while nobody else does the same for this study, as far as the store can tell, and after a while in any case. It only saves
   * what would be thought about in vain: what counts is `once`. `work` is given all that was appended after position `after`, or nothing.
   * A store whose writers are near each other has none.
   */
  turn?<T>(study: string, after: number, work: (newer: readonly StudyEvent[]) => Promise<T>): Promise<T>
  /** The studies in the order of their creation. */
  studies(): AsyncIterable<StudyHeader>
  readonly leases: Leases
  readonly cache: Cache
  /** Nothing can be appended or read afterwards (D406). Closing twice is no mistake. */
  close(): Promise<void>
}

export interface AppendOptions {
  readonly once?: string
  readonly fence?: Lease
  readonly seen?: number
}

export type Appended =
  /**
   * `events` are as a reader will see them: what JSON made of them, with their stamps. `before`: all that others appended between `seen` and
   * these, or nothing.
   */
  | { readonly outcome: "won"; readonly events: readonly StudyEvent[]; readonly before?: readonly StudyEvent[] }
  /** Another append has used the `once` key; nothing was appended. `before`: all that was appended after `seen`, or nothing. */
  | { readonly outcome: "taken"; readonly before?: readonly StudyEvent[] }
  /** The lease has passed to another holder, or was given back; nothing was appended. */
  | { readonly outcome: "fenced" }

export interface StudyHeader {
  readonly study: string
  /** Position and time of its newest event. */
  readonly seq: number
  readonly at: number
}

/** Time-limited rights by key. Tokens of a key only grow; expiry is judged by the store's clock. */
export interface Leases {
  /**
   * Takes the lease of `key` for `ttl` milliseconds: won when nobody holds it, its time ran out, or `over` is the token of
   * the present holder (who is known to be dead). The new token is larger than any before it.
   */
  take(key: string, holder: Holder, ttl: number, over?: number): Promise<Lease | Held>
  /** Extends the lease to `ttl` from now, also when its time has run out; false when it has passed on or was given back. */
  renew(lease: Lease, ttl: number): Promise<boolean>
  /** Gives it back; nothing happens when it has passed on already. */
  release(lease: Lease): Promise<void>
  /** Who holds the key, also when its time has run out; undefined when it was never taken or was released. */
  look(key: string): Promise<Held | undefined>
}

export interface Lease {
  readonly key: string
  readonly token: number
}

export interface Held {
  readonly held: true
  readonly holder: Holder
  readonly token: number
  /** Whether its time has run out, by the store's clock. */
  readonly expired: boolean
}

/** Bytes that may be emptied at any time: snapshots, fits. Never the truth. */
export interface Cache {
  get(study: string, name: string): Promise<Uint8Array | undefined>
  put(study: string, name: string, bytes: Uint8Array): Promise<void>
}
