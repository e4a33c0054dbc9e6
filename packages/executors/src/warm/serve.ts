import { appendFileSync } from "node:fs"
import {
  endingKinds,
  fromWire,
  requeuingKinds,
  type Ending,
  type Failure,
  type FailureKind,
  type Job,
  type Running,
  type StopReason,
  type TrialLink,
  type WireMetrics,
} from "@diapason/core"
import { attemptLink } from "../attempt-link.ts"
import { interrupted, stopped } from "../in-process/in-process.ts"
import { launchFailure } from "../process/launch-failure.ts"
import { placesOf, prepare } from "../process/places.ts"
import type { Hand } from "./hand.ts"
import type { Warm } from "./warm.ts"

/** One trial in a process that stays; `free` gives the process back when it can take another. */
export function serve(hand: Hand, options: Warm, job: Job, link: TrialLink, free: () => void): Running {
  const { grace = 2000, dir = ".diapason" } = options
  const limit = options.limit?.()
  const places = placesOf(dir, job)
  const complaints: string[] = []
  let reason: StopReason | undefined
  let [late, over] = [false, false]
  let heard: (word: Word) => void = () => undefined
  const word = new Promise<Word>((resolve) => (heard = resolve))
  const timers: NodeJS.Timeout[] = []
  const endIn = (ms: number): void => void timers.push(setTimeout(() => hand.end(grace), ms))
  const stop = (how: StopReason): void => {
    if (over) return
    if (reason === undefined || how === "interrupt") reason = how
    // A report under way brings the decision with its reason.
    if (how === "decision") void line.settled().then(() => line.hold(stopped))
    else hand.end(grace)
  }
  const line = attemptLink(link, { from: job.resume?.step ?? 0, told: () => endIn(grace), broken: () => stop("interrupt") })

  hand.serve({
    complaint(text) {
      complaints.push(text.slice(0, 500))
      if (complaints.length > 40) complaints.shift()
      log(places.log, `${text}\n`)
    },
    message(message) {
      if (message["type"] === "result" || message["type"] === "fail") heard({ message })
      else hear(message)
    },
    left: (exit, signal, error) => heard({ exit, signal, error }),
  })
  const hear = (message: Message): void => {
    const { type, step, metrics } = message
    if (type === "report") void line.report(numberOr(step), numbersOf(metrics)).then((answer) => over || hand.say(answer))
    else if (type === "note") void line.send((to) => to.note(String(message["key"]), message["value"]))
    else if (type === "checkpoint") void line.send((to) => to.checkpoint(Number(step), String(message["path"]), numberOr(message["bytes"])))
    else if (type === "artifact")
      void line.send((to) => to.artifact(String(message["name"]), String(message["path"]), textOr(message["media"])))
    else if (type === "applied") void line.send((to) => to.applied(Number(message["rev"]), numberOr(step)))
    else if (type === "refused") void line.send((to) => to.refused(Number(message["rev"]), String(message["why"])))
  }

  const begin = (): void => {
    prepare(places, job)
    const { trial, attempt, config, seed, fidelity, resume } = job
    hand.say({
      op: "trial",
      trial,
      attempt,
      config,
      seed,
      fidelity,
      resume: resume?.step,
      deadline: limit === undefined ? undefined : limit / 1000,
    })
    if (limit !== undefined) timers.push(setTimeout(() => ((late = true), hand.end(grace)), limit + 1000))
  }
  const ended = Promise.resolve()
    .then(begin)
    .then(() => word)
    .then(async (last): Promise<Ending> => {
      await line.settled()
      over = true
      line.close()
      timers.forEach(clearTimeout)
      hand.serve(undefined)
      if ("message" in last && reason !== "interrupt") free()
      if (line.lost !== undefined) return { kind: "failed", failure: line.lost }
      if (reason === "interrupt") return interrupted
      if (late) return { kind: "failed", failure: { kind: "timeout", message: `ended after ${limit! / 1000} s`, code: "D221" } }
      return endingOf(last, { job, options, left: reason !== undefined || line.held !== undefined, complaints })
    })
    .catch((error: Error): Ending => ({
      kind: "failed",
      failure: { kind: "infra", message: `the folder of the attempt could not be made: ${error.message}` },
    }))
  return { ended, stop }
}

type Message = Readonly<Record<string, unknown>>

/** How the trial ended: by a message, or with its process. */
type Word =
  | { readonly message: Message }
  | { readonly exit: number | null; readonly signal: NodeJS.Signals | null; readonly error: NodeJS.ErrnoException | undefined }

interface About {
  readonly job: Job
  readonly options: Warm
  /** It was told to leave. */
  readonly left: boolean
  readonly complaints: readonly string[]
}

function endingOf(word: Word, { job, options, left, complaints }: About): Ending {
  if ("message" in word) {
    const { type, metrics, kind, text } = word.message
    if (type === "fail" && !left)
      return { kind: "failed", failure: { kind: kinds.find((known) => known === kind) ?? "crash", message: String(text ?? "it failed") } }
    return metrics === undefined || left ? { kind: "done" } : { kind: "done", metrics: numbersOf(metrics) }
  }
  if (left) return { kind: "done" }
  return { kind: "failed", failure: failureOf(word, job, options, complaints) }
}

function failureOf(word: Exclude<Word, { message: Message }>, job: Job, options: Warm, complaints: readonly string[]): Failure {
  const { exit, signal, error } = word
  if (error !== undefined) return launchFailure(error, options.command[0] ?? "", job.trial, options.cwd)
  const last = complaints.filter((text) => text.trim() !== "").at(-1) ?? ""
  const how = signal === null ? `exit code ${exit}` : `signal ${signal}`
  return {
    kind: signal === "SIGKILL" ? "oom" : "crash",
    message: `its process ended with ${how}${last === "" ? "" : `: ${last}`}`,
    code: signal === "SIGKILL" ? "D218" : "D222",
    ...(exit !== null && { exit }),
  }
}

const kinds: readonly FailureKind[] = [...endingKinds, ...requeuingKinds]

const numbersOf = (metrics: unknown): Record<string, number> =>
  Object.fromEntries(Object.entries((metrics ?? {}) as WireMetrics).map(([name, value]) => [name, fromWire(value)]))

const numberOr = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined)

const textOr = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined)

/** A disk that is full costs the log, not the trial. */
function log(path: string, text: string): void {
  try {
    appendFileSync(path, text)
  } catch {
    return
  }
}
