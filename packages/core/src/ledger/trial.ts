import type { Config } from "../event/config.ts"
import type { Handed, Parent } from "../event/event.ts"
import type { Failure, FailureKind } from "../event/failure.ts"
import type { WireMetrics } from "../event/json.ts"
import type { Flat } from "../space/parameter.ts"
import type { Curve } from "./curve.ts"

/** A trial by its state: a complete one has its values, a failed one its failure. */
export type Trial = WaitingTrial | RunningTrial | PausedTrial | CompleteTrial | PrunedTrial | FailedTrial

export type TrialState = Trial["state"]

/** Whether a trial has come to its end. */
export const hasEnded = (trial: Trial): trial is Extract<Trial, Ended> =>
  trial.state === "complete" || trial.state === "pruned" || trial.state === "failed"

/** Metrics by name; NaN and infinities are real numbers here. */
export type Metrics = Readonly<Record<string, number>>

interface Facts {
  readonly number: number
  readonly config: Config
  /** The revision of the space that it was suggested in; absent for the first. */
  readonly revision?: number
  readonly why: string
  /** The sampler that proposed it, `baseline`, or `added`. */
  readonly by: string
  readonly basis: number
  readonly label?: string
  /** When its number was handed out; milliseconds since 1970. */
  readonly suggestedAt: number
  /** Position of the event that handed it out. */
  readonly seq: number
  /** How many attempts were lost to the infrastructure. */
  readonly lost: number
  /** How often its trial was put back into the queue, by the kind of failure. */
  readonly requeued?: Readonly<Partial<Record<FailureKind, number>>>
  /** How many attempts were started. */
  readonly attempts: number
  readonly startedAt?: number
  /** The session of its newest attempt. */
  readonly session?: string
  /** The step that its newest attempt was to run to, when a fidelity was declared. */
  readonly fidelity?: number
  /** What was reported, by step. */
  readonly curve: Curve
  /** What it has saved and can be restored, oldest first; the newest is where it goes on from. */
  readonly checkpoints: readonly Checkpoint[]
  /** All that it had saved is gone, and nothing was saved since. */
  readonly emptied?: true
  /** How often an attempt ended since it could not restore a saved state. */
  readonly unreadable?: number
  /** Whose saved state it began with. */
  readonly parent?: Inherited
  /** Values that were changed in the middle of its run, by revision from 1. */
  readonly updates: readonly TrialUpdate[]
  /** How often it was retried with a seed of its own. */
  readonly reseeded?: number
  /** Runs after the search that show how good it is. */
  readonly confirmed?: readonly Confirmation[]
  /** Hidden from sampler and plots by a person, with the reason. */
  readonly excluded?: string
}

/** One run after the search; a failed one keeps what it had reported. */
interface Confirmation {
  readonly repeat: number
  readonly seed: number
  readonly metrics: WireMetrics
  readonly failure?: Failure
}

/** A saved state of a trial after its step `step`. */
export interface Checkpoint {
  readonly step: number
  readonly path: string
  readonly bytes?: number
}

/** The state that a trial was born with; `gone` when it was removed or could not be read, and none before it is left. */
export interface Inherited extends Parent {
  readonly gone?: true
}

/** A change of values in the middle of a run, and what came of it. */
export interface TrialUpdate {
  readonly rev: number
  /** The step of the report that it answers. */
  readonly step: number
  readonly config: Flat
  readonly apply: "next-step" | "next-epoch" | "restart"
  readonly from?: number
  readonly why: string
  readonly by: string
  /** `unanswered`: two reports have come since, and no word of it. Only an applied one counts. */
  readonly state: "sent" | "applied" | "refused" | "unanswered"
  /** The step at which it was applied. */
  readonly appliedAt?: number
  /** Why it was refused. */
  readonly refusal?: string
}

/** Its attempt was lost or has not begun; it is handed out again with the same number and configuration. */
export interface WaitingTrial extends Facts {
  readonly state: "waiting"
}
export interface RunningTrial extends Facts {
  readonly state: "running"
  readonly session: string
  /** The session that launched its attempt, where another follows it by now. */
  readonly launchedBy?: string
  /** The last finished step it went on from. */
  readonly resumed?: number
  /** Why the sampler chose to go on with it. */
  readonly thawed?: string
  /** To whom a server has handed it. */
  readonly handed?: Handed
  /** A person wants it ended early. */
  readonly unwanted?: { readonly why: string; readonly by: string }
}
export interface PausedTrial extends Facts {
  readonly state: "paused"
  readonly decision: string
}
interface Ended {
  readonly endedAt: number
  /** Position of the event that ended it. */
  readonly endedSeq: number
}
export interface CompleteTrial extends Facts, Ended {
  readonly state: "complete"
  readonly values: Metrics
}
/** Ended early; its values are its last report. */
export interface PrunedTrial extends Facts, Ended {
  readonly state: "pruned"
  readonly values: Metrics
  readonly decision: string
}
export interface FailedTrial extends Facts, Ended {
  readonly state: "failed"
  readonly failure: Failure
  readonly values: Metrics
}
