import {
  createAbort,
  fault,
  flatten,
  type Answer,
  type Clock,
  type Ending,
  type Executor,
  type Job,
  type Json,
  type Space,
  type TrialLink,
} from "@diapason/core"
import { isAddress } from "@diapason/executors"
import type { ChildMessage, ParentMessage, Welcome } from "@diapason/core/protocol"
import type { Work } from "../work.ts"
import { leaseFuse } from "./lease-fuse.ts"
import { outbox, type Outbox } from "./outbox.ts"
import { Refusal, type HandedTrial, type Remote } from "./remote.ts"

/** What a worker's attempts have in common. */
export interface Remotely {
  readonly remote: Remote
  readonly executor: Executor
  readonly clock: Clock
  readonly guard: Work["guard"]
  readonly study: string
  /** Names this worker: its attempts are found by it on this machine. */
  readonly worker: string
  readonly space: Space
  readonly fidelityMax: number | undefined
  /** Milliseconds that the server waits for a sign of life. */
  readonly lease: number
  readonly diagnostic: (trial: number, code: string, text: string) => void
  /** Told of each report. */
  readonly heard: (metrics: Readonly<Record<string, number>>) => void
  /** The server does not let this worker speak any more. */
  readonly denied: (refusal: Refusal) => void
}

/** One attempt under way. */
export interface RemoteRunning {
  readonly trial: number
  /** Resolves when it has ended, with what the server made of it: the state of its trial, or `lost` where it counts no more. */
  readonly over: Promise<string>
  stop(how: "preempt" | "interrupt"): void
}

/**
 * Runs an attempt that the server has handed out. What it says is kept in order and sent when the server answers; meanwhile it goes on. It
 * is ended when the server says so, when it counts no more, and before its lease has run out without a word from the server.
 */
export function remoteAttempt(o: Remotely, handed: HandedTrial): RemoteRunning {
  const { remote, clock, lease } = o
  const { trial } = handed
  const mark = `${trial}/${handed.attempt}/${o.worker}`
  const life = createAbort()
  const lost = createAbort()
  let stopped: "preempt" | "interrupt" | undefined
  /** What the server said that ends it, or is to be heard at the next report. */
  let left: Answer | undefined
  let due: Answer | undefined
  let [seq, ended] = [0, false]
  let running: ReturnType<Executor["launch"]> | undefined
  /** What came when its report was long answered: an end is told at once, new values with the next report. */
  const hearLate = (late: Answer): void => {
    if (late.action === "update") due = late
    else if (late.action !== "continue") leave(late)
  }
  const leave = (answer: Answer): void => {
    left ??= answer
    running?.stop("decision")
  }
  const lose = (): void => {
    lost.abort()
    running?.stop("lost")
  }
  const fuse = leaseFuse(clock, lease, lose, life.signal, (ms) => o.guard.hold(mark, ms))
  const box = outbox(clock, fuse.sending, life.signal)
  const refused = (error: unknown): void => {
    if (!(error instanceof Refusal)) throw error
    if (error.kind === "stale") return lose()
    if (error.kind === "denied") return (o.denied(error), lose())
    if (error.kind === "wrong") o.diagnostic(trial, "D454", fault("D454", { server: remote.url, detail: error.message }).words.what)
  }
  const said = async (...messages: ChildMessage[]): Promise<readonly ParentMessage[]> => {
    const answers = await box.add(() => remote.say(handed, messages))
    if (answers.some((answer) => answer.type === "end" && answer.stale === true)) lose()
    return answers
  }
  const say = (message: ChildMessage): Promise<void> => (lost.signal.aborted ? Promise.resolve() : said(message).then(nothing, refused))
  const link: TrialLink = {
    async report(step, metrics) {
      if (lost.signal.aborted) return gone
      if (left !== undefined) return left
      const number = ++seq
      o.heard(metrics)
      const decided = said({ type: "report", seq: number, step, metrics })
        .then((answers) => answerIn(answers, number))
        .catch((error: unknown) => (refused(error), unheard))
      const answer = await inTime(box, decided)
      if (answer === undefined) void decided.then(hearLate)
      else if (answer.action === "stop" || answer.action === "pause") return (left ??= answer)
      const heard = answer === undefined || answer.action === "continue" ? (due ?? answer ?? unheard) : answer
      due = undefined
      return heard
    },
    applied: (rev, step) => say({ type: "applied", rev, ...(step !== undefined && { step }) }),
    refused: (rev, why) => say({ type: "refused", rev, why }),
    checkpoint: (step, path, bytes) => say({ type: "checkpoint", step, path, ...(bytes !== undefined && { bytes }) }),
    note: (key, value) => say({ type: "note", key, value: value as Json }),
    artifact: (name, path, media) =>
      lost.signal.aborted
        ? Promise.resolve()
        : isAddress(path)
          ? say({ type: "artifact", name, path, ...(media !== undefined && { media }) })
          : box
              .add(() => remote.upload(handed, name, path, media))
              .catch((error: unknown) => {
                if (error instanceof Refusal) return refused(error)
                o.diagnostic(trial, "D425", `the artifact ${name} could not be read: ${(error as Error).message}`)
              }),
    diagnostic: (code, text) => o.diagnostic(trial, code, text),
  }
  /** A worker that has to leave does not wait long for a server that does not answer. */
  const giveUpAfter = (how: "preempt" | "interrupt"): void => void clock.after(partingTime[how], life.signal).then(() => life.abort())
  const begin = async (): Promise<string> => {
    const greeted = await said({ type: "hello", protocol: [1], client: "worker", capabilities: ["update", "stop", "checkpoint"] })
    const welcome = greeted.find((answer) => answer.type === "welcome")
    if (welcome === undefined || lost.signal.aborted) return "lost"
    clock.every(Math.min(lease / 4, 10_000), () => void beat(), life.signal)
    running = o.executor.launch(jobOf(o, handed, welcome), link)
    if (stopped !== undefined) running.stop(stopped)
    if (lost.signal.aborted) running.stop("lost")
    return closed(await running.ended)
  }
  const beat = async (): Promise<void> => {
    // What waits to be sent is a sign of life itself, and comes first.
    if (box.behind) return
    const answered = fuse.sending()
    try {
      const { action } = await remote.beat(handed)
      answered()
      if (action !== "continue") leave({ action, why: "the server says so" })
    } catch (error) {
      refused(error)
    }
  }
  const closed = async (ending: Ending): Promise<string> => {
    // Nothing runs any more; its result is kept until the server takes it, or says that it counts no more.
    fuse.cut()
    ended = true
    if (stopped !== undefined) giveUpAfter(stopped)
    if (lost.signal.aborted) return "lost"
    if (left !== undefined) return left.action === "pause" ? "paused" : "pruned"
    const end = stopped === undefined || isWhole(ending) ? ending : putBack[stopped]
    const letter = (): Promise<{ state: string }> =>
      end.kind === "done" ? remote.tell(handed, end.metrics ?? {}) : remote.fail(handed, end.failure)
    const told = await box.add(letter)
    return told.state
  }
  const over = begin()
    .catch((error: unknown) => {
      refused(error)
      return "lost"
    })
    .finally(() => {
      o.guard.drop(mark)
      life.abort()
    })
  lost.signal.addEventListener("abort", () => running === undefined && life.abort())
  return {
    trial,
    over,
    stop(how) {
      stopped ??= how
      running?.stop(how)
      if (ended || running === undefined) giveUpAfter(how)
    },
  }
}

/** The answer, or undefined when the server could not be asked for now. */
function inTime(box: Outbox, answer: Promise<Answer>): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const forget = box.whenAway(() => resolve(undefined))
    void answer.then(resolve, reject).finally(forget)
  })
}

/** Milliseconds for a last word to the server. */
const partingTime = { preempt: 10_000, interrupt: 3000 } as const

const nothing = (): void => undefined
const gone: Answer = { action: "stop", why: "the attempt counts no more" }
const unheard: Answer = { action: "continue", why: "the server could not be asked" }

/** One that came to its own end before it was stopped keeps that end. */
const isWhole = (ending: Ending): boolean => ending.kind === "done" && ending.metrics !== undefined

const putBack: Readonly<Record<"preempt" | "interrupt", Ending>> = {
  preempt: { kind: "failed", failure: { kind: "preempted", message: "its worker had to leave; it goes on with another" } },
  interrupt: { kind: "failed", failure: { kind: "interrupted", message: "its worker was told to leave; it goes on with another" } },
}

function answerIn(answers: readonly ParentMessage[], number: number): Answer {
  const decision = answers.find((answer) => answer.type === "decision" && answer.for === number)
  if (decision?.type !== "decision") return answers.some(({ type }) => type === "end") ? gone : unheard
  const why = decision.why?.text ?? ""
  if (decision.action !== "update") return { action: decision.action, why }
  return { action: "update", why, rev: decision.rev, config: decision.config, apply: decision.apply }
}

function jobOf({ study, worker, space, fidelityMax }: Remotely, { trial, attempt }: HandedTrial, welcome: Welcome): Job {
  const { config, seed, fidelity, resume } = welcome
  return {
    study,
    session: worker,
    trial,
    attempt,
    config,
    flat: flatten(space, config),
    seed,
    ...(fidelity !== undefined && { fidelity }),
    ...(fidelityMax !== undefined && { fidelityMax }),
    ...(resume !== undefined && { resume }),
  }
}
