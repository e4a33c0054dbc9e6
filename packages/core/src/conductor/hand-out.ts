import { runningOf } from "../ledger/ledger.ts"
import type { Session } from "../study/session.ts"
import { attempt, type Attempt } from "./attempt.ts"
import { circuitBreaker } from "./circuit-breaker.ts"
import { endingOf, signalled } from "./signals.ts"
import type { Conduct, End, Stage } from "./stage.ts"

/** Starts attempts while there are free slots and trials to hand out. Says what to answer when nothing runs any more. */
export async function fill(stage: Stage): Promise<End | "fenced" | undefined> {
  const { session, attempts, o } = stage
  for (;;) {
    const end = signalled(o.signals) ?? stoppedEnd(session) ?? brokenEnd(o, session)
    if (end !== undefined) return end
    if (attempts.size >= freeSlots(stage)) {
      tellIdle(stage, canaryWords)
      return undefined
    }
    const asked = await session.ask()
    if (asked.kind === "fenced") return "fenced"
    if (asked.kind !== "trial") tellIdle(stage, asked.why)
    if (asked.kind === "done") return o.stay === true && runsElsewhere(session) ? undefined : { outcome: "done", why: asked.why }
    if (asked.kind === "wait") return undefined
    for (const text of asked.torn ?? []) o.diagnostic?.(asked.number, "D216", text)
    // A trial that was paused a moment ago may be on its way out yet: two attempts at it never run at one time.
    await attempts.get(asked.number)?.over.catch(() => undefined)
    const running = attempt(o.executor, session, asked, (code, text) => o.diagnostic?.(asked.number, code, text))
    attempts.set(asked.number, running)
    watch(stage, asked.number, running)
    const stop = signalled(o.signals)
    if (stop !== undefined && stop.outcome !== "drained") running.stop(endingOf(stop.outcome, o.signals))
  }
}

/** Follows the attempts that were taken over alive from a dead session. */
export function followOn(stage: Stage): void {
  const { session, attempts, o } = stage
  for (const { number, launchedBy } of runningOf(session.ledger, session.session)) {
    if (launchedBy === undefined || attempts.has(number)) continue
    const running = attempt(o.executor, session, session.running(number), (code, text) => o.diagnostic?.(number, code, text))
    attempts.set(number, running)
    watch(stage, number, running)
  }
}

/** What a person has said that ends this session. */
export const stopOf = ({ ledger, session }: Session) => ledger.sessions.get(session)?.stopped

function stoppedEnd(session: Session): End | undefined {
  const stopped = stopOf(session)
  return stopped && { outcome: stopped.now ? "cancelled" : "drained", why: `stopped by ${stopped.by}: ${stopped.why}` }
}

/** Tells of idle slots when something about them has changed. */
function tellIdle(stage: Stage, why: string): void {
  const { o, attempts, idle: told } = stage
  if (o.idle === undefined) return
  const of = allSlots(o)
  const slots = of - attempts.size
  const idle = slots > 0 ? { slots, of, why } : undefined
  if (told?.slots === idle?.slots && told?.of === idle?.of && told?.why === idle?.why) return
  stage.idle = idle
  o.idle(idle)
}

const canaryWords = "one at a time until a first trial has reported"

/** Whether trials run that come back when their runner is lost; those of a shell, or of a server's clients, may take for ever. */
function runsElsewhere({ ledger, session }: Session): boolean {
  if (ledger.ended !== undefined) return false
  return [...ledger.running].some((number) => {
    const by = ledger.trials[number]?.session ?? ""
    return by !== session && ledger.sessions.get(by)?.lease !== "none"
  })
}

/** The loop wakes when the attempt is over. */
function watch(stage: Stage, number: number, { over }: Attempt): void {
  const gone = (): void => {
    stage.attempts.delete(number)
    stage.bell.ring()
  }
  over.then(gone, (error: unknown) => {
    stage.failed ??= { error }
    gone()
  })
}

function brokenEnd({ breaker, canary = false }: Conduct, { ledger, session }: Session): End | undefined {
  if (!canary && breaker === undefined) return undefined
  const found = circuitBreaker(ledger, session, breaker, canary)
  if (found === undefined) return undefined
  const { trial, ...broken } = found
  return { outcome: "broken", why: broken.why, failure: { ...trial.failure, trial: trial.number, broken } }
}

const allSlots = ({ slots }: Conduct): number => (typeof slots === "number" ? slots : slots.now())

/** One slot until something has come back, when a canary is wanted. */
function freeSlots({ o, session }: Stage): number {
  const slots = allSlots(o)
  if (o.canary !== true) return slots
  const { ledger } = session
  const { metric } = ledger.rules.objectives[0]!
  const alive = ledger.trials.some((trial) => trial.curve.columns.has(metric) || trial.state === "complete")
  return alive ? slots : Math.min(slots, 1)
}
