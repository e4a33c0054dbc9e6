import type { ConductorOutcome } from "../event/event.ts"
import type { Failure } from "../event/failure.ts"
import { runningOf, type Ledger } from "../ledger/ledger.ts"
import { createAbort } from "../ports/abort.ts"
import type { Clock } from "../ports/clock.ts"
import type { Executor } from "../ports/executor.ts"
import type { Signal } from "../ports/signal.ts"
import { costLeft } from "../ledger/used.ts"
import { wallSpent } from "../ledger/wall.ts"
import type { Session } from "../study/session.ts"
import { attempt, type Attempt } from "./attempt.ts"
import { circuitBreaker, type Breaker, type Broken } from "./circuit-breaker.ts"
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

/**
 * The only loop with effects: asks for trials, launches them, hands their reports to the study and its decisions back.
 * It has no opinions; what it knows is the ledger's, what it decides is the sampler's and the scheduler's.
 */
export async function conduct(o: Conduct): Promise<Conducted> {
  for (;;) {
    const session = await o.open()
    o.opened?.(session)
    const end = await play(o, session)
    if (end === "fenced") continue
    await o.closing?.()
    await session.close(end.why, end.outcome)
    return { ledger: session.ledger, ...end }
  }
}

type End = Omit<Conducted, "ledger">

async function play(o: Conduct, session: Session): Promise<End | "fenced"> {
  const over = createAbort()
  const stage: Stage = { o, session, attempts: new Map(), bell: createBell(), failed: undefined, idle: undefined }
  const silence = listen(stage)
  const unhear = session.listen(stage.bell.ring)
  session.lapsed.addEventListener("abort", stage.bell.ring)
  const unwatch = typeof o.slots === "number" ? undefined : o.slots.listen(stage.bell.ring)
  o.clock.every(lookAround, () => void session.refresh().then(stage.bell.ring, stage.bell.ring), over.signal)
  o.clock.every(o.lookEvery ?? lookEvery, looker(session), over.signal)
  const watchWall = wallWatch(stage, over.signal)
  const watchCost = costWatch(stage, over.signal)
  try {
    for (;;) {
      await heed(stage)
      followOn(stage)
      const answer = isTakenOver(session) || session.lapsed.aborted ? "fenced" : await fill(stage)
      if (answer === "fenced") return await abandon(stage)
      if (answer !== undefined && stage.attempts.size === 0) return answer
      watchWall()
      watchCost()
      await (answer === undefined && stage.attempts.size === 0 ? lookAgainOr(stage) : stage.bell.rung())
      if (stage.failed !== undefined) throw stage.failed.error
      if (wallLeft(stage) === 0 || costLeft(session.ledger, session.now()) === 0) stopAll(stage, "interrupt")
    }
  } catch (error) {
    await abandon(stage)
    throw error
  } finally {
    over.abort()
    silence()
    unhear()
    unwatch?.()
  }
}

interface Stage {
  readonly o: Conduct
  readonly session: Session
  readonly attempts: Map<number, Attempt>
  readonly bell: Bell
  /** Why what an attempt did could not be recorded. */
  failed: { readonly error: unknown } | undefined
  /** As it was told last. */
  idle: Idle | undefined
}

const isTakenOver = ({ ledger, session }: Session): boolean => ledger.sessions.get(session)?.closed !== undefined

/** Looks for news, one look at a time; what is new rings the bell itself, and a store that fails is found by the next who needs it. */
function looker(session: Session): () => void {
  let looking = false
  const looked = (): void => void (looking = false)
  return () => {
    if (looking) return
    looking = true
    session.look().then(looked, looked)
  }
}

/** Ends what a person does not want to go on: a trial, or all of them. */
async function heed(stage: Stage): Promise<void> {
  const { session, attempts } = stage
  for (const [number, running] of attempts) {
    const trial = session.ledger.trials[number]
    if (trial?.state !== "running" || trial.unwanted === undefined || trial.session !== session.session) continue
    await session.prune(number, trial.unwanted)
    running.stop("decision")
  }
  if (stopOf(session)?.now === true) stopAll(stage, "cancel")
}

const stopOf = ({ ledger, session }: Session) => ledger.sessions.get(session)?.stopped

function stoppedEnd(session: Session): End | undefined {
  const stopped = stopOf(session)
  return stopped && { outcome: stopped.now ? "cancelled" : "drained", why: `stopped by ${stopped.by}: ${stopped.why}` }
}

/** Follows the attempts that were taken over alive from a dead session. */
function followOn(stage: Stage): void {
  const { session, attempts, o } = stage
  for (const { number, launchedBy } of runningOf(session.ledger, session.session)) {
    if (launchedBy === undefined || attempts.has(number)) continue
    const running = attempt(o.executor, session, session.running(number), (code, text) => o.diagnostic?.(number, code, text))
    attempts.set(number, running)
    watch(stage, number, running)
  }
}

/** Starts attempts while there are free slots and trials to hand out. Says what to answer when nothing runs any more. */
async function fill(stage: Stage): Promise<End | "fenced" | undefined> {
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

/** Without own attempts nothing would wake the loop, so it looks again after a while. */
async function lookAgainOr({ o, session, bell }: Stage): Promise<void> {
  const woken = createAbort()
  const rung = bell.rung().then(woken.abort)
  await o.clock.after(lookAgain, woken.signal)
  if (!woken.signal.aborted) bell.ring()
  await rung
  await session.refresh()
}

/** Milliseconds until a conductor with nothing to do looks again, and between two looks for sessions that died. */
const lookAgain = 500
const lookAround = 20_000
const lookEvery = 1000

/** Milliseconds left of the study's time; undefined when that is not limited. */
function wallLeft({ session: { ledger, session, now } }: Stage): number | undefined {
  const { wall } = ledger.budget
  return wall === undefined ? undefined : Math.max(0, wall - wallSpent(ledger, now(), (s) => s === session))
}

/** Rings when the study's time is over; to be called again whenever somebody may have given it more. */
function wallWatch(stage: Stage, over: Signal): () => void {
  let armed: number | undefined
  return () => {
    const { wall } = stage.session.ledger.budget
    const left = wallLeft(stage)
    if (left === undefined || left === 0 || wall === armed) return
    armed = wall
    void stage.o.clock.after(left, over).then(stage.bell.ring)
  }
}

/** Rings when the study's GPU hours or money are used up; called again whenever something began or ended, here or elsewhere. */
function costWatch({ session, o, bell }: Stage, over: Signal): () => void {
  let armed: { readonly at: number; readonly abort: () => void } | undefined
  over.addEventListener("abort", () => armed?.abort())
  return () => {
    const now = session.now()
    const left = costLeft(session.ledger, now) ?? Infinity
    if (left === 0 || now + left === armed?.at) return
    armed?.abort()
    armed = undefined
    if (left === Infinity) return
    const { signal, abort } = createAbort()
    armed = { at: now + left, abort: () => abort() }
    void o.clock.after(left, signal).then(() => {
      if (!signal.aborted) bell.ring()
    })
  }
}

/** Wakes the loop when a signal comes, and ends the attempts that it concerns. */
function listen(stage: Stage): () => void {
  const { drain, preempt, interrupt, cancel } = stage.o.signals ?? {}
  const wake = (): void => stage.bell.ring()
  const onPreempt = (): void => (stopAll(stage, "preempt"), wake())
  const onInterrupt = (): void => (stopAll(stage, "interrupt"), wake())
  const onCancel = (): void => (stopAll(stage, "cancel"), wake())
  drain?.addEventListener("abort", wake)
  preempt?.addEventListener("abort", onPreempt)
  interrupt?.addEventListener("abort", onInterrupt)
  cancel?.addEventListener("abort", onCancel)
  return () => {
    drain?.removeEventListener("abort", wake)
    preempt?.removeEventListener("abort", onPreempt)
    interrupt?.removeEventListener("abort", onInterrupt)
    cancel?.removeEventListener("abort", onCancel)
  }
}

function signalled({ drain, preempt, interrupt, cancel }: Signals = {}): End | undefined {
  if (cancel?.aborted === true) return { outcome: "cancelled", why: "cancelled by the caller" }
  if (interrupt?.aborted === true) return { outcome: "interrupted", why: "interrupted" }
  if (preempt?.aborted === true) return { outcome: "interrupted", why: "preempted: its trials go on elsewhere" }
  if (drain?.aborted === true) return { outcome: "drained", why: "asked to finish what runs and stop" }
  return undefined
}

const endingOf = (outcome: Conducted["outcome"], { interrupt }: Signals = {}): "preempt" | "interrupt" | "cancel" =>
  outcome === "cancelled" ? "cancel" : interrupt?.aborted === true ? "interrupt" : "preempt"

function stopAll(stage: Stage, how: "preempt" | "interrupt" | "cancel"): void {
  for (const running of stage.attempts.values()) running.stop(how)
}

/** The session was taken over, or the store has failed: its attempts must not go on unrecorded. */
async function abandon(stage: Stage): Promise<"fenced"> {
  const overs = [...stage.attempts.values()].map((a) => a.over)
  const left = stage.session.leave(Promise.allSettled(overs))
  for (const running of stage.attempts.values()) running.leave()
  await left
  return "fenced"
}

interface Bell {
  ring(): void
  /** Resolves at the next ring, or at once when it rang since the last time this was asked. One may wait at a time. */
  rung(): Promise<void>
}

function createBell(): Bell {
  let rang = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rang = wake === undefined
      wake?.()
      wake = undefined
    },
    rung() {
      if (!rang) return new Promise((resolve) => void (wake = resolve))
      rang = false
      return Promise.resolve()
    },
  }
}
