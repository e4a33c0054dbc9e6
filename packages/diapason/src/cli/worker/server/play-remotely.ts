import { createAbort, fault, type Executor, type Space } from "@diapason/core"
import { noDeeds, type Deeds } from "../deeds.ts"
import { idleness } from "../idleness.ts"
import { ownTrouble } from "../own-trouble.ts"
import { pauseBefore } from "../patience.ts"
import type { Work, Worked } from "../work.ts"
import { createBell, type Bell } from "./bell.ts"
import { faultOf, refusalIn } from "./known-run.ts"
import { remoteAttempt, type RemoteRunning } from "./remote-attempt.ts"
import { Refusal, type Remote } from "./remote.ts"
import type { Remotely } from "./standing.ts"

/** What is played, and with what. */
export interface PlayedRemotely {
  readonly remote: Remote
  readonly study: string
  /** A name for this worker that no other has. */
  readonly worker: string
  /** Milliseconds that the server waits for a sign of life of an attempt. */
  readonly lease: number
  readonly space: Space
  readonly fidelityMax: number | undefined
  /** The first objective. */
  readonly metric: string
  readonly executor: Executor
  readonly slots: number
  /** Whether one trial is to run at a time until one has reported the objective. */
  readonly canary: boolean
}

/**
 * Asks for trials, runs them, and tells what came of them, until the study is done, nothing was to do for as long as the worker was to
 * stay, or it is told to leave. A server that does not answer is asked again; what runs goes on meanwhile, as long as its lease allows.
 * Throws D303, D450, D451, D454.
 */
export async function playRemotely(work: Work, o: PlayedRemotely): Promise<Worked> {
  const { clock, notices } = work
  const life = createAbort()
  const idle = idleness(clock, life.signal)
  const bell = createBell()
  const stage: Stage = { attempts: new Set(), deeds: noDeeds(), bell, denied: undefined, work, heard: !o.canary, leaving: false, away: 0 }
  const { drain, preempt, interrupt } = notices.signals
  for (const signal of [drain, preempt, interrupt]) signal?.addEventListener("abort", bell.ring)
  preempt?.addEventListener("abort", () => stopAll(stage, "preempt"))
  interrupt?.addEventListener("abort", () => stopAll(stage, "interrupt"))
  if (work.untilIdle !== undefined) idle.after(work.untilIdle, () => ((stage.leaving = true), bell.ring()), life.signal)
  const common: Remotely = {
    ...o,
    clock,
    guard: work.guard,
    executor: idle.watching(ownTrouble(o.executor, work.unable)),
    diagnostic: (trial, code, text) => work.say(`  note ${code}  trial ${trial}: ${text}`),
    denied: (refusal) => ((stage.denied ??= refusal), bell.ring()),
    heard: (metrics) => {
      if (stage.heard || !Object.hasOwn(metrics, o.metric)) return
      stage.heard = true
      bell.ring()
    },
  }
  try {
    for (let requests = 0; ;) {
      if (stage.denied !== undefined) throw fault("D451", { server: o.remote.url, detail: stage.denied.message, needs: "runner" })
      const end = ending(stage)
      if (end !== undefined && stage.attempts.size === 0) return { study: o.study, ...end, deeds: stage.deeds }
      const free = end === undefined ? (stage.heard ? o.slots : 1) - stage.attempts.size : 0
      if (free <= 0) await bell.rung()
      else if ((await fill(stage, common, free, `${o.worker}-${requests}`)) === "answered") requests++
    }
  } finally {
    stopAll(stage, "interrupt")
    await Promise.allSettled([...stage.attempts].map(({ over }) => over))
    life.abort()
  }
}

/** Milliseconds until a server that had nothing is asked again, and for which one is asked that does not answer. */
const waitTime = 1000
const patience = 600_000

interface Stage {
  readonly attempts: Set<RemoteRunning>
  readonly deeds: Deeds
  readonly bell: Bell
  readonly work: Work
  denied: Refusal | undefined
  /** Whether any trial has come to something; until then one runs at a time. */
  heard: boolean
  /** There was nothing to do for as long as the worker was to stay. */
  leaving: boolean
  /** Milliseconds for which the server has not answered. */
  away: number
  done?: string
}

function ending({ work: { notices }, leaving, attempts, done }: Stage): Pick<Worked, "outcome" | "why"> | undefined {
  const { drain, preempt, interrupt } = notices.signals
  if (preempt?.aborted === true) return { outcome: "preempted", why: "preempted: its trials go on elsewhere" }
  if (interrupt?.aborted === true) return { outcome: "interrupted", why: "interrupted" }
  if (drain?.aborted === true) return { outcome: "drained", why: "asked to finish what runs and stop" }
  if (done !== undefined && attempts.size === 0) return { outcome: "done", why: done }
  return leaving && attempts.size === 0 ? { outcome: "idle", why: "there was nothing to do" } : undefined
}

/** Asks once, and begins what was handed out; waits where there was nothing. */
async function fill(stage: Stage, common: Remotely, free: number, request: string): Promise<"answered" | "away"> {
  const { bell, work } = stage
  const { remote, study, lease } = common
  const answer = await remote.ask(free, request, lease).catch(refusalIn)
  if (answer instanceof Refusal) {
    if (answer.kind !== "away") throw faultOf(answer, remote.url, study)
    const { untilIdle = patience, clock } = work
    const pause = answer.after ?? pauseBefore(Math.floor(stage.away / 1000))
    if (stage.away < quietly && stage.away + pause >= quietly)
      work.say(`  note  the server does not answer: ${answer.message}; it is asked again, and what runs goes on`)
    stage.away += pause
    if (stage.attempts.size === 0 && stage.away >= untilIdle)
      throw fault("D450", { server: remote.url, seconds: Math.round(stage.away / 1000), detail: answer.message })
    await bell.rungWithin(clock, pause)
    return "away"
  }
  if (stage.away >= quietly) work.say("  note  the server answers again")
  stage.away = 0
  if (answer.kind === "trials") for (const trial of answer.trials) begin(stage, remoteAttempt(common, trial), trial.attempt)
  else if (answer.kind === "wait") await bell.rungWithin(work.clock, waitTime)
  else if (answer.running === 0 && stage.attempts.size === 0) stage.done = answer.why
  // What runs here or elsewhere may yet be put back, or paused and gone on with.
  else await bell.rungWithin(work.clock, waitTime)
  return "answered"
}

/** Milliseconds of silence of which nothing is said. */
const quietly = 1000

function begin(stage: Stage, running: RemoteRunning, attempt: number): void {
  const { say, talks, notices } = stage.work
  const { trial } = running
  const name = `trial ${String(trial).padStart(3)}`
  stage.attempts.add(running)
  if (talks) say(`  ${name}  started${attempt > 1 ? `   (attempt ${attempt})` : ""}`)
  const { preempt, interrupt } = notices.signals
  if (interrupt?.aborted === true) running.stop("interrupt")
  else if (preempt?.aborted === true) running.stop("preempt")
  void running.over.then((state) => {
    stage.attempts.delete(running)
    const deed = deedOf[state]
    if (deed !== undefined) stage.deeds[deed]++
    if (state === "complete" || state === "pruned" || state === "paused") stage.heard = true
    if (talks) say(`  ${name}  ${state === "lost" ? "ended: its attempt counts no more" : state === "waiting" ? "put back" : state}`)
    stage.bell.ring()
  })
}

/** What a state of the trial after its attempt says of the attempt. */
const deedOf: Readonly<Record<string, keyof Deeds>> = {
  complete: "complete",
  pruned: "pruned",
  failed: "failed",
  paused: "paused",
  waiting: "requeued",
  lost: "requeued",
}

function stopAll({ attempts }: Stage, how: "preempt" | "interrupt"): void {
  for (const running of attempts) running.stop(how)
}
