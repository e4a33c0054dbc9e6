import type { Answer, Config, Decision } from "@diapason/core"

/**
 * A function that is tuned. Its result is the final word: metrics by name, a number where there is one objective, the decision
 * that made it leave early, or nothing, and then the last report counts.
 */
export type Objective<C = Config> = (config: C, trial: FunctionTrial) => Outcome | Promise<Outcome>

export type Outcome = number | Readonly<Record<string, number>> | Decision | undefined | void

/** What an objective function is given beside its configuration. */
export interface FunctionTrial {
  readonly number: number
  readonly attempt: number
  /** 32 bits, the same at each attempt. */
  readonly seed: number
  /** The step to run to, when a fidelity was declared. */
  readonly fidelity?: number
  /** The last finished step and where it was saved, when the trial goes on from there. */
  readonly resume?: { readonly step: number; readonly path?: string }
  /** Aborted when the trial is to stop or pause, or is interrupted; its reason says why. */
  readonly signal: AbortSignal
  /**
   * Resolves with the decision. Without `step` it is the one after the last. Once told to leave, it says so again. An `update` brings
   * new values by name in its `config`: take them over and say `applied(rev)`, or `refused(rev, why)`.
   */
  report(metrics: Readonly<Record<string, number>>, at?: { readonly step?: number }): Promise<Answer>
  applied(rev: number, step?: number): Promise<void>
  refused(rev: number, why: string): Promise<void>
  checkpoint(step: number, path: string, bytes?: number): Promise<void>
  artifact(name: string, path: string, media?: string): Promise<void>
  note(key: string, value: unknown): Promise<void>
}
