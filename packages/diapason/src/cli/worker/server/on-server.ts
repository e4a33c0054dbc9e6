import { createAbort, fault, spaceFromJson, type Clock } from "@diapason/core"
import { recordedRun } from "../../tune/recorded-run.ts"
import { noDeeds, type Deeds } from "../deeds.ts"
import { idleness } from "../idleness.ts"
import { pauseBefore } from "../patience.ts"
import { studyRun } from "../study-run.ts"
import type { Work, Worked } from "../work.ts"
import { remoteAttempt, type RemoteRunning, type Remotely } from "./remote-attempt.ts"
import { Refusal, type Remote, type RemoteRun } from "./remote.ts"

interface OnServer {
  readonly remote: Remote
  readonly study: string
  /** A name for this worker that no other has. */
  readonly worker: string
  /** Milliseconds that the server waits for a sign of life of an attempt. */
  readonly lease: number
}

/**
 * Slots for a study of a server: asks for trials, runs them here, and tells what came of them, until the study is done, nothing was to do
 * for as long as it was to stay, or it is told to leave. A server that does not answer is asked again; what runs goes on meanwhile, as
 * long as its lease allows. Throws D303, D450 to D454, D140, D165, D166.
 */
export async function workOnServer(work: Work, { remote, study, worker, lease }: OnServer): Promise<Worked> {
  const { clock, say, notices } = work
  const asked = await knownRun(work, remote, study)
  const known = {
    name: study,
    space: spaceFromJson(asked.space as never, asked.constraints),
    definition: asked.definition,
    recorded: recordedRun([{ facts: { run: asked.run } }]),
  }
  const run = await studyRun(known, work.given, work.io.env, work.dir)
  for (const note of run.notes) say(`  note  ${note}`)
  const life = createAbort()
  const idle = idleness(clock, life.signal)
  const bell = createBell()
  const stage: Stage = { attempts: new Set(), deeds: noDeeds(), bell, denied: undefined, work, heard: asked.heard || !run.run.canary }
  const common: Remotely = {
    remote,
    executor: idle.watching(run.executor),
    clock,
    study,
    worker,
    space: known.space,
    fidelityMax: asked.definition.fidelity?.max,
    lease,
    diagnostic: (trial, code, text) => say(`  note ${code}  trial ${trial}: ${text}`),
    denied: (refusal) => ((stage.denied ??= refusal), bell.ring()),
  }
  say(`  Worker  ${worker}   ${study}   ${run.run.slots} slot${run.run.slots > 1 ? "s" : ""}   ${remote.url}`)
  const { drain, preempt, interrupt } = notices.signals
  for (const signal of [drain, preempt, interrupt]) signal?.addEventListener("abort", bell.ring)
  preempt?.addEventListener("abort", () => stopAll(stage, "preempt"))
  interrupt?.addEventListener("abort", () => stopAll(stage, "interrupt"))
  let leaving = false
  if (work.untilIdle !== undefined) idle.after(work.untilIdle, () => ((leaving = true), bell.ring()), life.signal)
  let [requests, tries, away] = [0, 0, 0]
  try {
    for (;;) {
      if (stage.denied !== undefined) throw fault("D451", { server: remote.url, detail: stage.denied.message })
      const end =
        ending(stage) ?? (leaving && stage.attempts.size === 0 ? ({ outcome: "idle", why: "there was nothing to do" } as const) : undefined)
      if (end !== undefined) {
        if (stage.attempts.size === 0) return { study, ...end, deeds: stage.deeds }
        await bell.rung()
        continue
      }
      const free = (stage.heard ? run.run.slots : 1) - stage.attempts.size
      if (free <= 0) {
        await bell.rung()
        continue
      }
      const answer = await remote.ask(free, `${worker}-${requests}`, lease).catch(refusalIn)
      if (answer instanceof Refusal) {
        if (answer.kind !== "away") throw faultOf(answer, remote.url, study)
        const pause = answer.after ?? pauseBefore(tries++)
        away += pause
        if (tries === 2) say(`  note  the server does not answer: ${answer.message}; it is asked again, and what runs goes on`)
        if (stage.attempts.size === 0 && away >= (work.untilIdle ?? patience))
          throw fault("D450", { server: remote.url, seconds: Math.round(away / 1000), detail: answer.message })
        await bell.rungWithin(clock, pause)
        continue
      }
      if (tries > 1) say("  note  the server answers again")
      ;[tries, away] = [0, 0]
      requests++
      if (answer.kind === "trials") for (const trial of answer.trials) begin(stage, remoteAttempt(common, trial), trial.attempt)
      else if (answer.kind === "wait") await bell.rungWithin(clock, waitTime)
      else if (stage.attempts.size === 0) return { study, outcome: "done", why: answer.why, deeds: stage.deeds }
      else await bell.rung()
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
}

function ending({ work: { notices } }: Stage): Pick<Worked, "outcome" | "why"> | undefined {
  const { drain, preempt, interrupt } = notices.signals
  if (interrupt?.aborted === true && preempt?.aborted !== true) return { outcome: "interrupted", why: "interrupted" }
  if (preempt?.aborted === true) return { outcome: "preempted", why: "preempted: its trials go on elsewhere" }
  if (drain?.aborted === true) return { outcome: "drained", why: "asked to finish what runs and stop" }
  return undefined
}

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

/** What the server says of the study; asked until it answers and, where the worker was to stay a while, until the study is there. */
async function knownRun({ clock, untilIdle, notices }: Work, remote: Remote, study: string): Promise<RemoteRun> {
  let waited = 0
  for (let tries = 0; ; tries++) {
    const answer = await remote.run().catch(refusalIn)
    if (!(answer instanceof Refusal)) return answer
    const passes = answer.kind === "away" || (answer.kind === "missing" && untilIdle !== undefined)
    if (!passes || notices.code() !== undefined) throw faultOf(answer, remote.url, study)
    if (waited >= (untilIdle ?? (answer.kind === "away" ? startPatience : 0))) {
      if (answer.kind === "missing") throw faultOf(answer, remote.url, study)
      throw fault("D450", { server: remote.url, seconds: Math.round(waited / 1000), detail: answer.message })
    }
    const pause = answer.after ?? pauseBefore(tries)
    await clock.after(pause)
    waited += pause
  }
}

/** Milliseconds for which a server is asked at the beginning: an address that is wrong is not asked for long. */
const startPatience = 30_000

const refusalIn = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  throw error
}

function faultOf({ kind, message }: Refusal, server: string, study: string): Error {
  if (kind === "denied") return fault("D451", { server, detail: message })
  if (kind === "missing") return fault("D303", { study, known: [] })
  if (kind === "away") return fault("D450", { server, seconds: 0, detail: message })
  return fault("D454", { server, detail: message })
}

interface Bell {
  readonly ring: () => void
  /** Resolves at the next ring, or at once when it rang since this was asked last. */
  rung(): Promise<void>
  rungWithin(clock: Clock, ms: number): Promise<void>
}

function createBell(): Bell {
  let rang = false
  let wake = createAbort()
  const rung = async (clock: Clock | undefined, ms: number): Promise<void> => {
    if (!rang) {
      wake = createAbort()
      const { signal } = wake
      await (clock === undefined ? new Promise<void>((resolve) => signal.addEventListener("abort", resolve)) : clock.after(ms, signal))
    }
    rang = false
  }
  return {
    ring: () => {
      rang = true
      wake.abort()
    },
    rung: () => rung(undefined, 0),
    rungWithin: (clock, ms) => rung(clock, ms),
  }
}
