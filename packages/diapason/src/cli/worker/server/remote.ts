import type { Config, Failure, Metrics, StudyEvent } from "@diapason/core"
import type { ChildMessage, ParentMessage } from "@diapason/core/protocol"

/** A study of a server, as a worker needs it. Every call rejects with `Refusal`, and may then be made again just so. */
export interface Remote {
  /** Its address, for people. */
  readonly url: string
  /** What it says of how trials are run. */
  run(): Promise<RemoteRun>
  /** Trials for at most `count` slots; the same `request` is answered with the same trials. `lease` in milliseconds. */
  ask(count: number, request: string, lease: number): Promise<RemoteAsked>
  /** Messages of the trial protocol, and the answers to them in order. */
  say(attempt: RemoteAttempt, messages: readonly ChildMessage[]): Promise<readonly ParentMessage[]>
  /** A sign of life; whether the attempt is to go on. */
  beat(attempt: RemoteAttempt): Promise<{ readonly action: "continue" | "stop" | "pause" }>
  tell(attempt: RemoteAttempt, metrics: Metrics): Promise<{ readonly state: string; readonly best: boolean }>
  fail(attempt: RemoteAttempt, failure: Failure): Promise<{ readonly state: string; readonly best: boolean }>
  /** Sends a file. Rejects with the error of the system where it cannot be read. */
  upload(attempt: RemoteAttempt, name: string, path: string, media: string | undefined): Promise<void>
}

/** One attempt at one trial, and the token that is good for it alone. */
export interface RemoteAttempt {
  readonly trial: number
  readonly attempt: number
  readonly token?: string
}

export interface HandedTrial extends RemoteAttempt {
  readonly config: Config
  readonly fidelity?: number
  readonly resume?: { readonly step: number; readonly path?: string }
}

type RemoteAsked =
  | { readonly kind: "trials"; readonly trials: readonly HandedTrial[] }
  | { readonly kind: "wait"; readonly why: string }
  /** `running`: how many still run, each of which comes back when its worker is lost. */
  | { readonly kind: "done"; readonly why: string; readonly running: number }

/** What the server says of a study. */
export interface RemoteRun {
  readonly space: Readonly<Record<string, unknown>>
  readonly constraints: readonly string[]
  readonly definition: Pick<Extract<StudyEvent, { kind: "study.created" }>["definition"], "objectives" | "fidelity" | "adapt" | "command">
  /** As `runFacts` recorded it. */
  readonly run: unknown
  /** Whether any trial has reported the first objective. */
  readonly heard: boolean
}

/**
 * Why something was not done. `away`: nobody answered, or not now, and it is tried again. `stale`: the attempt counts no more. `denied`: this
 * worker may not. `missing`: there is no such study. `wrong`: the server does not take it, whenever it is asked.
 */
export class Refusal extends Error {
  readonly kind: "away" | "stale" | "denied" | "missing" | "wrong"
  /** Milliseconds after which the server wants to be asked again. */
  readonly after: number | undefined
  constructor(kind: Refusal["kind"], message: string, after?: number) {
    super(message)
    this.name = "Refusal"
    this.kind = kind
    this.after = after
  }
}
