import { fault, type createAbort, type Answer, type Clock, type Executor, type Space } from "@diapason/core"
import type { ChildMessage, ParentMessage } from "@diapason/core/protocol"
import type { Work } from "../work.ts"
import type { LeaseFuse } from "./lease-fuse.ts"
import type { Outbox } from "./outbox.ts"
import { Refusal, type HandedTrial, type Remote } from "./remote.ts"

/** What a worker's attempts have in common. */
export interface Remotely {
  readonly remote: Remote
  readonly executor: Executor
  readonly clock: Clock
  readonly guard: Work["guard"]
  readonly study: string
  /** Names this worker: its attempts are found by it on this machine. */
  readonly worker: string
  readonly space: Space
  readonly fidelityMax: number | undefined
  /** Milliseconds that the server waits for a sign of life. */
  readonly lease: number
  readonly diagnostic: (trial: number, code: string, text: string) => void
  /** Told of each report. */
  readonly heard: (metrics: Readonly<Record<string, number>>) => void
  /** The server does not let this worker speak any more. */
  readonly denied: (refusal: Refusal) => void
}

/** How an attempt stands that a server has handed out. */
export interface Standing {
  readonly o: Remotely
  readonly handed: HandedTrial
  /** Aborted when nothing is done for it any more. */
  readonly life: ReturnType<typeof createAbort>
  /** Aborted when it counts no more. */
  readonly lost: ReturnType<typeof createAbort>
  readonly fuse: LeaseFuse
  readonly box: Outbox
  running: ReturnType<Executor["launch"]> | undefined
  stopped: "preempt" | "interrupt" | undefined
  /** What the server said that ends it. */
  left: Answer | undefined
  ended: boolean
}

/** The server ends it. */
export function leave(at: Standing, answer: Answer): void {
  at.left ??= answer
  at.running?.stop("decision")
}

/** It counts no more. */
export function lose(at: Standing): void {
  at.lost.abort()
  at.running?.stop("lost")
}

/** Heeds what the server did not take; throws what is no refusal. */
export function refused(at: Standing, error: unknown): void {
  const { o, handed } = at
  if (!(error instanceof Refusal)) throw error
  if (error.kind === "stale") return lose(at)
  if (error.kind === "denied") return (o.denied(error), lose(at))
  if (error.kind === "wrong") o.diagnostic(handed.trial, "D454", fault("D454", { server: o.remote.url, detail: error.message }).words.what)
}

/** Resolves with what the server answers to these words, once it has taken them. Rejects with a `Refusal`. */
export async function said(at: Standing, ...messages: ChildMessage[]): Promise<readonly ParentMessage[]> {
  const answers = await at.box.add(() => at.o.remote.say(at.handed, messages))
  if (answers.some((answer) => answer.type === "end" && answer.stale === true)) lose(at)
  return answers
}
