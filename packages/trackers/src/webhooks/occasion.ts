import type { Ledger, StudyEvent } from "@diapason/core"

/** What people are told of. */
export const occasions = ["new-best", "trial-failed", "finished", "stopped", "breaker", "attention"] as const

export type Occasion = (typeof occasions)[number]

/** Something that happened, and the trial that it happened to. */
interface Happening {
  readonly occasion: Occasion
  readonly trial?: number
  /** In plain words, where the occasion does not say it all. */
  readonly why?: string
}

/** What an event is an occasion of; most are none. `ledger` has it folded already. */
export function happeningOf(event: StudyEvent, ledger: Ledger): Happening | undefined {
  switch (event.kind) {
    case "trial.finished": {
      const { trial, state, failure } = event
      if (state === "failed") return { occasion: "trial-failed", trial, ...(failure && { why: `${failure.kind}: ${failure.message}` }) }
      return ledger.front.includes(trial) ? { occasion: "new-best", trial } : undefined
    }
    case "session.closed": {
      const { outcome, lost, why, session } = event
      if (lost === true) return { occasion: "attention", why: `${session} was lost: ${why}` }
      return outcome === undefined ? undefined : { occasion: closing[outcome], why }
    }
    case "change.proposed":
      return { occasion: "attention", why: `a change waits for approval: ${event.why}` }
    default:
      return undefined
  }
}

const closing = { done: "finished", drained: "stopped", interrupted: "stopped", cancelled: "stopped", broken: "breaker" } as const
