import { origin, stamp, type ChainHead } from "../../src/event/chain.ts"
import type { Definition } from "../../src/event/definition.ts"
import type { EventBody } from "../../src/event/event.ts"
import type { Failure } from "../../src/event/failure.ts"
import type { WireMetrics, WireNumber } from "../../src/event/json.ts"
import { fold } from "../../src/ledger/fold.ts"
import { createLedger, type Ledger } from "../../src/ledger/ledger.ts"

/** Given these events, when those happen, then this holds. The first event stands at 1 s, each later one a second after. */
export function given(...past: readonly EventBody[]): Given {
  const ledgerOf = (bodies: readonly EventBody[]): Ledger => {
    let head: ChainHead = origin
    let ledger: Ledger | undefined
    for (const body of bodies) {
      const event = stamp(head, body, 1000 * (head.seq + 1))
      ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
      head = event
    }
    return ledger!
  }
  const then = (bodies: readonly EventBody[], check: (ledger: Ledger) => void): void => check(ledgerOf(bodies))
  return {
    then: (check) => then(past, check),
    when: (...more) => given(...past, ...more),
  }
}

export interface Given {
  when(...more: readonly EventBody[]): Given
  then(check: (ledger: Ledger) => void): void
}

export const study = (changed: Partial<Definition> = {}): EventBody => ({
  kind: "study.created",
  definition: {
    name: "s",
    space: { x: { type: "float", low: 0, high: 1 } },
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
    ...changed,
  },
})

export const opened = (session = "me"): EventBody => ({
  kind: "session.opened",
  session,
  holder: { host: "h", boot: "b", pid: 1, started: "0" },
  facts: {},
})

export const closed = (session = "me", lost = false): EventBody => ({
  kind: "session.closed",
  session,
  why: "over",
  ...(lost && { lost: true as const }),
})

export const suggested = (trial: number, changed: { by?: string; label?: string } = {}): EventBody => ({
  kind: "trial.suggested",
  trial,
  config: { x: 0.5 },
  why: "drawn",
  by: "random/1",
  basis: 1,
  ...changed,
})

interface Start {
  readonly session?: string
  readonly fidelity?: number
  readonly resume?: number
}
export const started = (trial: number, attempt = 1, { session = "me", ...rest }: Start = {}): EventBody => ({
  kind: "trial.started",
  trial,
  attempt,
  session,
  ...rest,
})

type Report = Readonly<Record<string, WireNumber>> & { readonly step: number }
export const reported = (trial: number, { step, ...metrics }: Report, attempt = 1): EventBody => ({
  kind: "trial.reported",
  trial,
  attempt,
  step,
  metrics: metrics as WireMetrics,
})

export const decided = (trial: number, action: "stop" | "pause", why = "too late"): EventBody => ({
  kind: "trial.decided",
  trial,
  report: 1,
  action,
  why,
  by: "median/1",
})

export const completed = (trial: number, metrics: WireMetrics = {}, attempt = 1): EventBody => ({
  kind: "trial.finished",
  trial,
  attempt,
  state: "complete",
  metrics,
})

export const pruned = (trial: number, why = "too late", attempt = 1): EventBody => ({
  kind: "trial.finished",
  trial,
  attempt,
  state: "pruned",
  metrics: {},
  why,
})

export const failed = (trial: number, failure: Failure = { kind: "oom", message: "no memory" }, attempt = 1): EventBody => ({
  kind: "trial.finished",
  trial,
  attempt,
  state: "failed",
  metrics: {},
  failure,
})

export const requeued = (trial: number, kind: "infra" | "interrupted" | "preempted", attempt = 1): EventBody => ({
  kind: "trial.requeued",
  trial,
  attempt,
  failure: { kind, message: "lost" },
  why: "lost",
})

export const added = (trial: number, metrics: WireMetrics, state: "complete" | "failed" = "complete"): EventBody => ({
  kind: "trial.added",
  trial,
  config: { x: 0.25 },
  state,
  metrics,
})

export const excluded = (trial: number): EventBody => ({ kind: "trial.excluded", trial, why: "a broken disk" })
export const included = (trial: number): EventBody => ({ kind: "trial.included", trial, why: "it was not the disk" })

/** A trial's whole life in four events. */
export const whole = (trial: number, metrics: WireMetrics): readonly EventBody[] => [
  suggested(trial),
  started(trial),
  completed(trial, metrics),
]

const byHand = { why: "by hand", by: "ada@lab" }
export const unwanted = (trial: number): EventBody => ({ kind: "trial.stop", trial, ...byHand })
export const retried = (trial: number, sameSeed = false): EventBody => ({
  kind: "trial.retried",
  trial,
  ...byHand,
  ...(sameSeed && { sameSeed: true as const }),
})
export const held = (): EventBody => ({ kind: "study.paused", ...byHand })
export const halted = (now = false): EventBody => ({ kind: "study.stopped", ...byHand, ...(now && { now: true as const }) })
export const goneOn = (): EventBody => ({ kind: "study.resumed", ...byHand })
