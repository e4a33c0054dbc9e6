import type { ConductorOutcome } from "../event/event.ts"
import type { Failure } from "../event/failure.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Clock } from "../ports/clock.ts"
import type { Executor } from "../ports/executor.ts"
import type { Signal } from "../ports/signal.ts"
import type { Session } from "../study/session.ts"
import type { Attempt } from "./attempt.ts"
import type { Bell } from "./bell.ts"
import type { Breaker, Broken } from "./circuit-breaker.ts"
import type { Slots } from "./slots.ts"

/** What a conductor needs: an open study, a place where trials run, and how it may be told to end. */
export interface Conduct {
  /** Opens the study; called again when the session was taken over while this process slept. */
  readonly open: () => Promise<Session>
  readonly executor: Executor
  readonly clock: Clock
  /** Attempts at one time; one that may change is heeded at once. */
  readonly slots: number | Slots
  /** While no trial has reported the objective, run one at a time, and stop the study if it never does. */
  readonly canary?: boolean
  /** When failures of trials end the study; `{}` by default with a canary, nothing without. */
  readonly breaker?: Breaker
  /** Milliseconds between two looks at what others, such as people at another terminal, have written; 1000 by default. */
  readonly lookEvery?: number
  /** Stays when all was handed out, while others still run some of it: what they lose comes back. */
  readonly stay?: boolean
  readonly signals?: Signals
  /** Something was ignored or repaired. */
  readonly diagnostic?: (trial: number, code: string, text: string) => void
  /** Told when slots begin or cease to be idle, and when the reason is another; undefined when none is. */
  readonly idle?: (idle: Idle | undefined) => void
  /** Called with each session that was opened. */
  readonly opened?: (session: Session) => void
  /** Awaited when nothing runs any more, before the session is closed: the last moment for whoever writes beside the trials. */
  readonly closing?: () => Promise<void>
}

/** Slots that have nothing to run, of how many, and why nothing is handed out to them. */
export interface Idle {
  readonly slots: number
  readonly of: number
  readonly why: string
}

/**
 * `drain`: start nothing more, let the running end. `preempt`: let them save, and end them; they are tried again elsewhere. `interrupt`: end
 * them now, they are tried again later. `cancel`: end them for good.
 */
export interface Signals {
  readonly drain?: Signal
  readonly preempt?: Signal
  readonly interrupt?: Signal
  readonly cancel?: Signal
}

/** How a conductor ended. The study may have more to give: `done` says whether its budget or space is spent. */
export interface Conducted {
  readonly ledger: Ledger
  readonly outcome: ConductorOutcome
  readonly why: string
  /** For `broken`: the failure that made going on a waste. */
  readonly failure?: Failure & { readonly trial: number; readonly broken: Omit<Broken, "trial"> }
}

/** How a session's part of it ended. */
export type End = Omit<Conducted, "ledger">

/** A session that is being conducted, and what runs of it. */
export interface Stage {
  readonly o: Conduct
  readonly session: Session
  readonly attempts: Map<number, Attempt>
  readonly bell: Bell
  /** Why what an attempt did could not be recorded. */
  failed: { readonly error: unknown } | undefined
  /** As it was told last. */
  idle: Idle | undefined
}
