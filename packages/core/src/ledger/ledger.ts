import type { Budget, Definition } from "../event/definition.ts"
import type { Config } from "../event/config.ts"
import type { ChangeProposed, StudyEvent, StudyTaught } from "../event/event.ts"
import type { Holder } from "../event/holder.ts"
import type { Revised } from "../space/revise.ts"
import type { Space } from "../space/space.ts"
import { createRules, type Rules } from "./rules.ts"
import type { RunningTrial, Trial } from "./trial.ts"

/**
 * What is known of a study: the one fold over its log. Read it freely; only `fold` changes it, in place.
 * Memory is about 1 KB a trial and 20 bytes a reported number.
 */
export interface Ledger {
  /** Position, time and chain hash of the last event folded. */
  readonly seq: number
  readonly at: number
  readonly hash: string
  /** As it was at the creation, or by its newest revision: samplers and schedulers read this one. */
  readonly definition: Definition
  /** What the study may spend by now. */
  readonly budget: Budget
  readonly rules: Rules
  readonly space: Space
  /** The spaces that the study has had, oldest first; the last is that of today. */
  readonly revisions: readonly Revision[]
  /** By number, without gaps. */
  readonly trials: readonly Trial[]
  /** Numbers of trials by what they wait for; each set is in the order of entering it. */
  readonly running: ReadonlySet<number>
  readonly waiting: ReadonlySet<number>
  readonly paused: ReadonlySet<number>
  /** Numbers of ended trials in the order of their ends: the order in which samplers observe them. */
  readonly finished: readonly number[]
  /** Feasible complete trials that no other dominates; with one objective the first that reached the best value. */
  readonly front: readonly number[]
  /** Configurations that are handed out before the sampler is asked, first in first out. */
  readonly baselines: readonly { readonly config: Config; readonly label?: string }[]
  readonly sessions: ReadonlyMap<string, SessionFacts>
  /** How many trials were added from elsewhere; they spend no budget. */
  readonly added: number
  /** What the attempts that are over have used; those that run are not in it yet. */
  readonly used: Used
  /** What earlier studies teach, in the words of the space that the study began with. */
  readonly teaching?: Pick<StudyTaught, "lessons" | "accounts" | "strength">
  readonly ended?: string
  /** A person wants nothing new handed out for now. */
  readonly held?: { readonly why: string; readonly by: string }
  /** Changes that wait for somebody's approval, oldest first. */
  readonly proposals: readonly ProposedChange[]
}

/** Milliseconds of attempts, and those times the GPUs that each had. */
export interface Used {
  readonly slot: number
  readonly gpu: number
}

/** A change that waits for approval, and when it was proposed. */
export interface ProposedChange extends Omit<ChangeProposed, "kind"> {
  readonly at: number
}

/** A revision of a study's space, and the position of the log from which on it holds. */
interface Revision extends Revised {
  readonly seq: number
}

/** A process that has, or had, the study open. */
export interface SessionFacts {
  readonly session: string
  readonly holder: Holder
  readonly facts: Readonly<Record<string, unknown>>
  readonly openedAt: number
  /** Time of the last event that came from it. */
  readonly seenAt: number
  /** Why it closed; absent while it is open. */
  readonly closed?: string
  /** It is the commands of a shell: open for ever, and nobody can tell whether their trials still run. */
  readonly lease?: "none"
  /** A person wants it to hand out nothing more; with `now`, to end what it runs. */
  readonly stopped?: { readonly why: string; readonly by: string; readonly now: boolean }
}

/** The ledger as `fold` and the snapshot see it. */
export type GrowingLedger = { -readonly [K in keyof Ledger]: Growing<Ledger[K]> }
type Growing<T> =
  T extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T extends ReadonlySet<infer V> ? Set<V> : T extends readonly (infer V)[] ? V[] : T

/** The ledger of a study of which only the creation is known. `event` is the first of its log. */
export function createLedger(event: StudyEvent): Ledger {
  if (event.kind !== "study.created") throw new Error(`a log begins with study.created, not ${event.kind}`)
  const { definition } = event
  const rules = createRules(definition)
  const ledger: GrowingLedger = {
    seq: event.seq,
    at: event.at,
    hash: event.hash,
    definition,
    budget: definition.budget,
    rules,
    space: rules.space,
    revisions: [{ seq: event.seq, space: rules.space }],
    trials: [],
    running: new Set(),
    waiting: new Set(),
    paused: new Set(),
    finished: [],
    front: [],
    baselines: [],
    sessions: new Map(),
    added: 0,
    used: { slot: 0, gpu: 0 },
    proposals: [],
  }
  return ledger
}

/** The trials that a session runs. */
export const runningOf = (ledger: Ledger, session: string): readonly RunningTrial[] =>
  [...ledger.running].map((n) => ledger.trials[n] as RunningTrial).filter((trial) => trial.session === session)

/** The running trial whose newest attempt is meant; undefined where it has ended, waits, or runs in another attempt by now. */
export function runningAttempt(
  { trials }: Ledger,
  { trial: number, attempt }: { readonly trial: number; readonly attempt: number },
): RunningTrial | undefined {
  const trial = trials[number]
  return trial?.state === "running" && trial.attempts === attempt ? trial : undefined
}
