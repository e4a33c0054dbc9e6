import type { Choose, EventStore, Holder, Host, Json, ObjectStore, RetryPolicy, StudyTaught, Wanted } from "@diapason/core"

/** What a server needs to hand out trials itself: who it is on this machine, and how it thinks. */
export interface Conductor {
  readonly holder: Holder
  readonly host: Host
  /** Algorithms that take their time should think in a thread, so that no report waits for them. */
  readonly choose: Choose
  /** What becomes of trials whose attempts fail. */
  readonly retry?: RetryPolicy
  /** What earlier studies of the store teach one that is about to begin; undefined where there is nothing. Absent: nothing is taught. */
  recall?(store: EventStore, wanted: Wanted): Promise<StudyTaught | undefined>
  /** What the record should say of the server. */
  readonly facts: Readonly<Record<string, Json>>
  /** The folder for what a trial writes: absolute, made when it is needed. */
  trialFolder(study: string, trial: number): string
  /** Whether a path that a worker says it has saved to is no place of another trial on this machine: what is recorded may be deleted one day. */
  mayKeep(study: string, trial: number, path: string): boolean
  /**
   * An artifact that is kept apart from the machine that made it, by its address; undefined where it is not there, or the address is not
   * one of this trial. Absent where artifacts are files of this machine alone.
   */
  keptArtifact?(study: string, trial: number, address: string): ReturnType<ObjectStore["read"]>
  /** A token that is good for one attempt alone, given along with it. */
  attemptToken?(attempt: { readonly study: string; readonly trial: number; readonly attempt: number }): string
  /** The most bytes that an artifact may have; 10 GiB when it is left out. */
  readonly artifactLimit?: number
}
