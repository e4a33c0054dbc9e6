import type { Json, WireMetrics } from "./json.ts"
import type { Failure } from "./failure.ts"
import type { Config } from "./config.ts"
import type { Definition } from "./definition.ts"
import type { Holder } from "./holder.ts"
import type { Flat } from "../space/parameter.ts"
import type { Account } from "../memory/account.ts"
import type { Lesson } from "../memory/lesson.ts"

/** One fact of a study, as it is stored: what happened, with its position, time and link of the chain. */
export type StudyEvent = EventBody & Stamp

/** Made by the store at append. */
export interface Stamp {
  /** Position in the study's log, from 1 without gaps. */
  readonly seq: number
  /** The store's clock, milliseconds since 1970 UTC. */
  readonly at: number
  /** sha256(previous hash, canonical JSON of the event without `hash`), hexadecimal. */
  readonly hash: string
}

/** Everything that can happen to a study. The fold of the ledger is the one place that switches over it. */
export type EventBody =
  | { readonly kind: "study.created"; readonly definition: Definition }
  | { readonly kind: "study.extended"; readonly budget: Definition["budget"]; readonly by?: string; readonly why?: string }
  | StudyRevised
  | StudyTaught
  /** `by`: the terminator that advised it. */
  | { readonly kind: "study.ended"; readonly why: string; readonly by?: string }
  /** Nothing new is handed out until it is resumed; what runs goes on. */
  | ({ readonly kind: "study.paused" } & Wish)
  /** Takes back a pause, and the stop of sessions that are still open. */
  | ({ readonly kind: "study.resumed" } & Wish)
  /** The sessions that are open hand out nothing more and close when what they run has ended; with `now` that is ended as cancelled. */
  | ({ readonly kind: "study.stopped"; readonly now?: true } & Wish)
  | {
      readonly kind: "session.opened"
      readonly session: string
      readonly holder: Holder
      readonly facts: Readonly<Record<string, Json>>
      /** `none`: it is many short commands of a shell, never counts as dead, and its trials wait until somebody ends them. */
      readonly lease?: "none"
    }
  /**
   * `lost` when somebody else closed it, after its lease ran out or its process was found dead. `outcome`: how its conductor ended, where it
   * had one.
   */
  | {
      readonly kind: "session.closed"
      readonly session: string
      readonly why: string
      readonly lost?: true
      readonly outcome?: ConductorOutcome
    }
  | {
      readonly kind: "baseline.enqueued"
      readonly config: Config
      readonly label?: string
      readonly why?: string
      readonly by?: string
      /** What another program knew of it and no word of ours says, for the way back there. */
      readonly origin?: Json
    }
  | TrialSuggested
  | {
      readonly kind: "trial.started"
      readonly trial: number
      readonly attempt: number
      readonly session: string
      readonly fidelity?: number
      readonly resume?: number
      /** Present when the sampler chose to go on with a paused trial. */
      readonly thawed?: { readonly why: string; readonly by: string; readonly basis: number }
      readonly handed?: Handed
    }
  /** An engine runs the attempt on, and this session follows it from now on in place of one that is dead. */
  | { readonly kind: "trial.adopted"; readonly trial: number; readonly attempt: number; readonly session: string }
  | {
      readonly kind: "trial.reported"
      readonly trial: number
      readonly attempt: number
      readonly step: number
      readonly metrics: WireMetrics
    }
  /** Only what is not `continue` is stored. `report` is the position of the report that was decided on. */
  | {
      readonly kind: "trial.decided"
      readonly trial: number
      readonly report: number
      readonly action: "stop" | "pause"
      readonly why: string
      readonly by: string
    }
  | TrialUpdated
  /** The attempt has taken over the values of update `rev`, at this step. */
  | { readonly kind: "trial.applied"; readonly trial: number; readonly attempt: number; readonly rev: number; readonly step?: number }
  | { readonly kind: "trial.refused"; readonly trial: number; readonly attempt: number; readonly rev: number; readonly why: string }
  | {
      readonly kind: "trial.checkpointed"
      readonly trial: number
      readonly attempt: number
      readonly step: number
      readonly path: string
      readonly bytes?: number
    }
  /** What was saved there is gone: by the rules of retention, or since it could not be read. */
  | { readonly kind: "checkpoint.removed"; readonly trial: number; readonly step: number; readonly path: string; readonly why: string }
  | TrialFinished
  | { readonly kind: "trial.requeued"; readonly trial: number; readonly attempt: number; readonly failure: Failure; readonly why: string }
  | {
      readonly kind: "trial.added"
      readonly trial: number
      readonly config: Config
      /** `pruned`: ended early, its values are its last report. */
      readonly state: "complete" | "failed" | "pruned"
      readonly metrics: WireMetrics
      readonly reports?: readonly { readonly step: number; readonly metrics: WireMetrics }[]
      readonly failure?: Failure
      /** What another program knew of it and no word of ours says, for the way back there. */
      readonly origin?: Json
    }
  | { readonly kind: "trial.excluded"; readonly trial: number; readonly why: string; readonly by?: string }
  | { readonly kind: "trial.included"; readonly trial: number; readonly why: string; readonly by?: string }
  /** A person wants it ended early. Whoever runs it ends it as pruned; one that does not run is ended in the same append. */
  | ({ readonly kind: "trial.stop"; readonly trial: number } & Wish)
  /** A failed trial waits for another attempt, with a seed of its own unless the same one was asked for. */
  | ({ readonly kind: "trial.retried"; readonly trial: number; readonly sameSeed?: true } & Wish)
  /** It was run again after the search to see how good it is; it teaches the sampler nothing and spends no budget. */
  | {
      readonly kind: "trial.confirmed"
      readonly trial: number
      /** From 1. */
      readonly repeat: number
      /** What its run was given for all that is random. */
      readonly seed: number
      readonly metrics: WireMetrics
      readonly failure?: Failure
    }
  | ChangeProposed
  /** Somebody else agreed: what was proposed follows in the same append. */
  | ({ readonly kind: "change.approved"; readonly id: string } & Wish)
  /** Somebody else did not agree, or who proposed it took it back. */
  | ({ readonly kind: "change.declined"; readonly id: string } & Wish)
  | { readonly kind: "artifact.added"; readonly trial: number; readonly name: string; readonly path: string; readonly media?: string }
  /** `null` takes the note away. `by` and `why` where a person set it. */
  | {
      readonly kind: "note.set"
      readonly trial?: number
      readonly key: string
      readonly value: Json
      readonly by?: string
      readonly why?: string
    }

/** `done`: the budget or the space is spent. `broken`: going on could only have wasted it. The others were asked for. */
export type ConductorOutcome = "done" | "drained" | "interrupted" | "cancelled" | "broken"

/** What a person wants of a study that somebody may be running. */
interface Wish {
  readonly why: string
  /** `user@host`. */
  readonly by: string
}

/** To whom an attempt was handed that a server conducts, and on what terms. */
export interface Handed {
  /** What runs it, by the name that it gave itself. */
  readonly worker?: string
  /** Milliseconds without a sign of life after which the attempt counts as lost; `none`: never. */
  readonly lease: number | "none"
  /** The caller's name for its request: asked again, it is answered with the same attempt. */
  readonly request?: string
}

/** Somebody wants a change of a study that needs the approval of another (profile audited). */
export interface ChangeProposed extends Wish {
  readonly kind: "change.proposed"
  readonly id: string
  /** What is appended when it is approved. */
  readonly events: readonly EventBody[]
}

export type EventKind = EventBody["kind"]

/** The event of one kind, or of several. */
export type EventOf<K extends EventKind> = Extract<EventBody, { kind: K }>

/** The space or the algorithms of a started study were changed by `by`; revision 1 is that of the creation. What is absent stays. */
export interface StudyRevised extends Partial<
  Pick<Definition, "constraints" | "sampler" | "scheduler" | "terminator" | "adapt" | "priors">
> {
  readonly kind: "study.revised"
  readonly revision: number
  readonly space: Definition["space"]
  /** What earlier trials really used where this space asks for more, by path: `dropout`, `optimizer.sgd.momentum`. */
  readonly was?: Readonly<Record<string, Json>>
  /** Earlier names, by path of the new one. */
  readonly renamed?: Readonly<Record<string, string>>
  /** What changed, in words. */
  readonly why: string
  /** The session that asked for it. */
  readonly by: string
}

/**
 * What earlier studies teach this one, written once, as it begins: from then on nothing depends on those studies any more. Lessons are
 * at most 20 of 100 trials, and 20 000 values in all.
 */
export interface StudyTaught {
  readonly kind: "study.taught"
  /** The most alike first. */
  readonly lessons: readonly Lesson[]
  /** What was made of each study that was looked at. */
  readonly accounts: readonly Account[]
  /** How much of it counts at the beginning: the sampler's own judgement, or a share from 0 to 1. */
  readonly strength: "auto" | number
  readonly why: string
}

/** A trial number was handed out, with its configuration and the reason for it. */
export interface TrialSuggested {
  readonly kind: "trial.suggested"
  readonly trial: number
  readonly config: Config
  /** Why this one: which model, what it expected. */
  readonly why: string
  /** What proposed it: a sampler's name and version, or `baseline`. */
  readonly by: string
  /** Position of the log that the suggestion saw; replay derives it again from there. */
  readonly basis: number
  /** The label of the baseline it came from. */
  readonly label?: string
  /** The trial whose saved state it goes on from. */
  readonly parent?: Parent
}

/** Whose state a trial begins with: what `trial` had saved at `step`, at `path` where that is known. */
export interface Parent {
  readonly trial: number
  readonly step: number
  readonly path?: string
}

/** New values in the middle of a run. `rev` numbers the updates of a trial from 1. */
interface TrialUpdated {
  readonly kind: "trial.updated"
  readonly trial: number
  readonly attempt: number
  readonly rev: number
  /** Position of the report that it answers. */
  readonly report: number
  /** The changed primitives by name. */
  readonly config: Flat
  readonly apply: "next-step" | "next-epoch" | "restart"
  /** For `restart`: what was saved at this step or before is what the trial goes back to. */
  readonly from?: number
  readonly why: string
  readonly by: string
}

/** The end of a trial. `metrics` are the final ones; a pruned trial keeps its last report, one that a decision made complete says `why`. */
export interface TrialFinished {
  readonly kind: "trial.finished"
  readonly trial: number
  readonly attempt: number
  readonly state: "complete" | "pruned" | "failed"
  readonly metrics: WireMetrics
  readonly failure?: Failure
  readonly why?: string
}
