import type { Config } from "../event/config.ts"
import { configInForce, savedFor } from "../ledger/in-force.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Trial } from "../ledger/trial.ts"

/** The answer to "what shall I run?". */
export type Asked =
  | AskedTrial
  | { readonly kind: "done"; readonly why: string }
  /** Nothing now; something may come when a running trial ends, or when a person resumes the study. */
  | { readonly kind: "wait"; readonly why: string }
  /** The session's lease has passed to another; open the study again. */
  | { readonly kind: "fenced" }

/** A trial handed to this session, as attempt number `attempt` of it. */
export interface AskedTrial {
  readonly kind: "trial"
  readonly number: number
  readonly attempt: number
  readonly config: Config
  readonly why: string
  readonly fidelity?: number
  /** The last finished step and its checkpoint, when the trial goes on from there. */
  readonly resume?: { readonly step: number; readonly path?: string }
  /** The trial whose saved state it goes on from, at its first attempt. */
  readonly parent?: number
  /** What was to be gone on from and was found torn, each in a sentence. */
  readonly torn?: readonly string[]
}

/** A running trial as its attempt is told of it; `torn`: what was to be gone on from and could not be. */
export function handedOut(ledger: Ledger, number: number, torn: readonly string[]): AskedTrial {
  const trial = ledger.trials[number]!
  if (trial.state !== "running") throw new Error(`trial ${number} was claimed and is ${trial.state}`)
  const { why, attempts: attempt, fidelity, resumed, parent } = trial
  return {
    kind: "trial",
    number,
    attempt,
    config: configInForce(ledger, trial),
    why,
    ...(fidelity !== undefined && { fidelity }),
    ...(resumed !== undefined && { resume: { step: resumed, ...savedAt(ledger, trial, resumed) } }),
    ...(parent !== undefined && parent.gone !== true && trial.checkpoints.length === 0 && { parent: parent.trial }),
    ...(torn.length > 0 && { torn }),
  }
}

/** The path of what a trial has saved at a step, or was born with. */
function savedAt({ trials }: Ledger, trial: Trial, step: number): { readonly path?: string } {
  const path = savedFor(trials, trial, step)?.path
  return path === undefined ? {} : { path }
}

export const wait = (why: string): Asked => ({ kind: "wait", why })
export const done = (why: string): Asked => ({ kind: "done", why })
