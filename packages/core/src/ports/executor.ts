import type { Config } from "../event/config.ts"
import type { Failure } from "../event/failure.ts"
import type { Flat } from "../space/parameter.ts"
import type { Decision } from "./scheduler.ts"

/** Where attempts run. Every implementation is held to `executorLaws` of the testkit. */
export interface Executor {
  /** `in-process`, `local`, … */
  readonly name: string
  /** Starts an attempt. What goes wrong with it is an `Ending`, never a rejection. */
  launch(job: Job, link: TrialLink): Running
  /**
   * Ends whatever is left of an attempt that another, dead conductor of this host started. Resolves when nothing of it lives.
   * Absent where nothing can be left (functions end with their process).
   */
  sweep?(left: LeftBehind): Promise<void>
  /** Where attempts outlive their conductor; absent where they end with it, or are ended by `sweep`. */
  readonly outliving?: Outliving
  /** Ends what it keeps for further attempts. Resolves when nothing of it lives. Absent where nothing is kept. */
  close?(): Promise<void>
}

/** Attempts that go on in an engine when their conductor is killed. */
export interface Outliving {
  /**
   * Which of these attempts can be followed: those that wait or run in the engine, and those that ended there unheard. Rejects when the
   * engine cannot be asked: then nothing is decided about them.
   */
  living(left: readonly LeftBehind[]): Promise<ReadonlySet<LeftBehind>>
  /** Follows one of them on. The link is told what the log does not have yet; `job.session` is the session that launched it. */
  follow(job: Job, link: TrialLink, known: KnownSaid): Running
}

/** What an attempt has said that is in the log already. */
export interface KnownSaid {
  /** Its last report; absent when it has none. */
  readonly last?: { readonly step: number; readonly metrics: Readonly<Record<string, number>> }
  /** The steps of what it has saved. */
  readonly saved: ReadonlySet<number>
}

/** One attempt at one trial. */
export interface Job {
  readonly study: string
  /** The session that launches it: with study, trial and attempt it names the attempt among all of a machine. */
  readonly session: string
  readonly trial: number
  readonly attempt: number
  readonly config: Config
  readonly flat: Flat
  /** 32 bits, derived from the study's seed and the trial; the same at each attempt. */
  readonly seed: number
  /** The step to run to, and the one that a whole run goes to, when a fidelity was declared. */
  readonly fidelity?: number
  readonly fidelityMax?: number
  /** The last finished step and where it was saved, when the trial goes on from there. */
  readonly resume?: { readonly step: number; readonly path?: string }
  /** What its memory limit is multiplied by, after attempts that ran out of memory; 1 when absent. */
  readonly memoryFactor?: number
}

/** A decision as an attempt hears it; `rev` numbers an update, to be named when it is applied or refused. */
export type Answer = Decision & { readonly rev?: number }

/** What an attempt may say while it runs. */
export interface TrialLink {
  /**
   * Resolves with the decision once the report is in the log. The executor acts on it: at `stop` and `pause` the attempt ends, an
   * `update` is passed on and answered by `applied` or `refused`; silence counts as not applied.
   */
  report(step: number, metrics: Readonly<Record<string, number>>): Promise<Answer>
  /** The attempt has taken over the values of update `rev`, from this step on. */
  applied(rev: number, step?: number): Promise<void>
  refused(rev: number, why: string): Promise<void>
  checkpoint(step: number, path: string, bytes?: number): Promise<void>
  artifact(name: string, path: string, media?: string): Promise<void>
  note(key: string, value: unknown): Promise<void>
  /** Something was ignored or repaired; shown and counted, never decisive. */
  diagnostic(code: string, text: string): void
}

export interface Running {
  readonly ended: Promise<Ending>
  /** Asks the attempt to end: politely first, by force after its grace. `ended` resolves as always. */
  stop(how: StopReason): void
  /** Lets go of an attempt that outlives its conductor, and ends nothing: another follows it. `ended` resolves soon, and means nothing. */
  leave?(): void
}

/**
 * `decision`: a scheduler or person ended the trial. `interrupt`: now, and the trial is tried again later. `preempt`: the same, but there is
 * a moment left, in which a client that can is asked to save. `lost`: what it still does counts no more, and another may start it any
 * moment; nothing of it may live for longer than ten seconds.
 */
export type StopReason = "decision" | "interrupt" | "preempt" | "lost"

/** How an attempt ended by itself or by `stop`. The conductor says what that means for the trial. */
export type Ending =
  /** `metrics`: the final word, where there was one; otherwise the last report counts. */
  | { readonly kind: "done"; readonly metrics?: Readonly<Record<string, number>>; readonly detail?: Readonly<Record<string, unknown>> }
  | { readonly kind: "failed"; readonly failure: Failure; readonly metrics?: Readonly<Record<string, number>> }

export interface LeftBehind {
  readonly study: string
  readonly trial: number
  readonly attempt: number
  readonly session: string
}
