import { isAbsolute, resolve } from "node:path"
import { fault, type Answer, type Failure, type Job, type TrialLink } from "@diapason/core"
import {
  marker,
  negotiate,
  readMessage,
  writeMessage,
  type ChildMessage,
  type Line,
  type ParentMessage,
  type ReportMessage,
} from "@diapason/core/protocol"
import type { AttemptLink } from "../attempt-link.ts"
import type { Found } from "../capture/followed.ts"
import { intake, metricsOf, protocolSource, type Part } from "../capture/intake.ts"
import { printedLines } from "../capture/printed.ts"
import type { ReadRules } from "../capture/rules.ts"
import type { Places } from "./places.ts"
import { seenNumbers, type Seen } from "./seen.ts"

/**
 * What one attempt says, by whatever way, turned into reports and kept words; and what it is answered. A metric belongs to the
 * source that yields it first, except that messages take it over: a script with the helper may print as well.
 */
interface Conversation {
  /** A line of messages, from the descriptor or the file. */
  message(line: Line, from: string): void
  /** A line of standard output. */
  printed(line: Line): void
  /** Values that stand in a file beside. */
  found(found: Found): void
  /** The final word of a file that the script left at its end. */
  result(metrics: Readonly<Record<string, number>>, source: string): void
  /** Tells a client that listens to leave; one that sent no report yet, too. */
  tell(decision: Answer): void
  /** Reports and words that wait for their answer. */
  readonly pending: number
  /** What was said about the end. */
  readonly last: { readonly result?: Readonly<Record<string, number>>; readonly failure?: Failure; readonly bye: boolean }
  /** Whether the client leaves by itself when told to. */
  readonly leaves: boolean
  /** Names and counts of the numbers shown before a declared metric came. */
  readonly seen: Seen
  /** Whether a declared metric came at all. */
  readonly declared: boolean
  /** How many lines and fields were not understood. */
  readonly ignored: number
}

interface Speech {
  readonly job: Job
  readonly places: Places
  /** Declared metrics, which are looked for in printed text. */
  readonly metrics: readonly string[]
  readonly stepName?: string
  readonly rules: ReadRules
  /** Called when it is known where a declared metric comes from. */
  readonly heard?: (metric: string, source: string) => void
  /** Called before what was printed at a step is reported: what files have up to there goes first. */
  readonly before?: (step: number) => void
  /** Fields of messages that are of no concern here, and need no remark. */
  readonly known?: ReadonlySet<string>
  readonly diagnostic: TrialLink["diagnostic"]
  /** Writes a line to the client; undefined where nobody listens. */
  readonly say?: (line: string) => void
  readonly log: (text: string) => void
  /** Called each time when something has been answered. */
  readonly answered: () => void
  /** Called when the client cannot be understood at all. */
  readonly refused: () => void
}

export function conversation(line: AttemptLink, speech: Speech): Conversation {
  const { job, places, metrics: names, stepName, diagnostic } = speech
  const heard = (metric: string, source: string): void => void (names.includes(metric) && speech.heard?.(metric, source))
  const taken = intake(job.resume?.step ?? 0, heard)
  const printed = printedLines(names, stepName, speech.rules, diagnostic)
  const answers = new Map<number, Promise<Answer>>()
  const shown = new Set<string>()
  const seen = seenNumbers()
  const last: { result?: Readonly<Record<string, number>>; failure?: Failure; bye: boolean } = { bye: false }
  let [pending, ignored, leaves, declared] = [0, 0, false, false]
  let capabilities: ReadonlySet<string> = new Set()
  /** The last number of a report. */
  let seq = 0

  const say = (message: ParentMessage): void => speech.say?.(writeMessage(message))
  const decided = (at: number, answer: Answer): void => {
    const why = { text: answer.why }
    if (answer.action !== "update") return say({ type: "decision", for: at, action: answer.action, why })
    const { rev = 0, config, apply } = answer
    const refusal = refusalOf(Object.keys(config))
    if (refusal === undefined && apply !== "restart") return say({ type: "decision", for: at, action: "update", rev, config, apply, why })
    say({ type: "decision", for: at, action: "continue", why })
    void track(line.send((link) => link.refused(rev, refusal ?? "it cannot start again by itself")))
  }
  /** Why these values cannot be changed in the middle of this attempt: it has not said that it takes them. */
  const refusalOf = (names: readonly string[]): string | undefined => {
    if (capabilities.has("update")) return undefined
    const fixed = names.filter((name) => !capabilities.has(`update:${name}`))
    return fixed.length === 0 ? undefined : `the script does not say that it can change ${fixed.join(", ")} while it runs`
  }
  const ignore = (from: string, why: string): void => {
    ignored++
    if (shown.has(why) || shown.size >= 20) return
    shown.add(why)
    diagnostic("D504", fault("D504", { from, why }).words.what)
  }
  const track = <T>(work: Promise<T>): Promise<T> => {
    pending++
    return work.finally(() => {
      pending--
      speech.answered()
    })
  }
  const declare = (metrics: Readonly<Record<string, number>>): void => {
    if (!declared) seen.metrics(metrics)
    declared ||= names.some((name) => Object.hasOwn(metrics, name))
  }
  /** Hands a report on; undefined when there is nothing in it that counts. */
  const report = (parts: readonly Part[], at: number): Promise<Answer> | undefined => {
    const row = taken.take(parts, at)
    if (row.kind === "late") {
      const { what } = fault("D505", { step: at, last: row.last }).words
      if (!shown.has("D505")) diagnostic("D505", what)
      shown.add("D505")
      ignored++
      return undefined
    }
    if (row.kind === "nothing") return undefined
    declare(row.metrics)
    return track(line.report(row.step, row.metrics))
  }
  /** The answer to what was not asked: only to leave, and new values, are told. */
  const tellLater = (decision: Promise<Answer> | undefined): void => void decision?.then((d) => d.action !== "continue" && decided(seq, d))
  const goOn: Answer = { action: "continue", why: "" }
  /** Decisions leave in the order of their reports. */
  let answering: Promise<unknown> = Promise.resolve()
  const answer = (number: number, decision: Promise<Answer>): void => {
    answering = Promise.all([decision, answering]).then(([d]) => decided(number, d))
  }
  const asBefore = (): Promise<Answer> => line.settled().then(() => line.held ?? goOn)
  const hearReport = (message: ReportMessage): void => {
    const number = message.seq ?? seq + 1
    if (number <= seq) return answer(number, answers.get(number) ?? asBefore())
    seq = number
    const decision = report([{ source: protocolSource, metrics: message.metrics }], message.step ?? taken.step + 1) ?? asBefore()
    answers.set(number, decision)
    if (answers.size > 64) answers.delete(answers.keys().next().value!)
    answer(number, decision)
  }
  const hello = (message: Extract<ChildMessage, { type: "hello" }>, listens: boolean): void => {
    const agreed = negotiate(message.protocol)
    if ("error" in agreed) {
      const { code, words } = agreed.error
      last.failure = { kind: "protocol", message: words.what, code }
      diagnostic(code, `${words.what} ${words.mend}`)
      say({ type: "end", error: { code, message: words.what } })
      speech.refused()
      return
    }
    if (listens) capabilities = new Set(message.capabilities)
    leaves = capabilities.has("stop")
    const { study, trial, attempt, config, seed, fidelity, resume } = job
    const optional = { ...(fidelity !== undefined && { fidelity }), ...(resume !== undefined && { resume }) }
    say({ type: "welcome", protocol: agreed.protocol, study, trial, attempt, config, seed, ...optional })
  }
  const take = (message: ChildMessage, listens: boolean): void => {
    switch (message.type) {
      case "hello":
        return hello(message, listens)
      case "report":
        return hearReport(message)
      case "checkpoint": {
        const path = isAbsolute(message.path) ? message.path : resolve(places.checkpoints, message.path)
        return void track(line.send((link) => link.checkpoint(message.step, path, message.bytes)))
      }
      case "artifact": {
        const path = resolve(places.folder, message.path)
        return void track(line.send((link) => link.artifact(message.name, path, message.media)))
      }
      case "note":
        return void track(line.send((link) => link.note(message.key, message.value)))
      case "log":
        return speech.log(`[${message.level}] ${message.text}\n`)
      case "result":
        declare(message.metrics)
        Object.keys(message.metrics).forEach((metric) => heard(metric, protocolSource))
        last.result = { ...last.result, ...message.metrics }
        return
      case "fail":
        // The first word is the cause; what follows is its consequence.
        last.failure ??= { kind: message.kind, message: message.text === "" ? `the script failed as ${message.kind}` : message.text }
        return
      case "bye":
        last.bye = true
        return
      case "applied":
        return void track(line.send((link) => link.applied(message.rev, message.step)))
      case "refused":
        return void track(line.send((link) => link.refused(message.rev, message.why ?? "the script refused it")))
      case "heartbeat":
        return
    }
  }
  const hear = (text: string, from: string): boolean => {
    const read = readMessage(text)
    if (read.kind === "ignored") return (ignore(from, read.why), false)
    for (const name of read.leftOut) if (speech.known?.has(name) !== true) ignore(from, `${read.message.type}: ${name} is not known here`)
    take(read.message, twoWays.has(from))
    return true
  }
  const tooLong = (bytes: number, from: string): void => diagnostic("D502", fault("D502", { bytes, from }).words.what)
  return {
    message: (l, from) => (l.kind === "huge" ? tooLong(l.bytes, from) : void hear(l.text, from)),
    printed(l) {
      if (l.kind === "huge") return tooLong(l.bytes, "standard output")
      const message = speech.rules.protocol && l.text.startsWith(marker) && /"type"\s*:/.test(l.text)
      if (message) return void hear(l.text.slice(marker.length), "standard output")
      const { parts, step, announced } = printed(l.text) ?? { parts: [] }
      if (parts.length === 0) {
        if (!declared) seen.line(l.text)
        return
      }
      const at = step ?? taken.stepFor(metricsOf(parts), announced)
      speech.before?.(at)
      tellLater(report(parts, at))
    },
    found({ source, metrics, step }) {
      // A row without a declared metric is not this script's result, but may show what was meant.
      if (names.some((name) => Object.hasOwn(metrics, name))) tellLater(report([{ source, metrics }], step ?? taken.stepFor(metrics)))
      else if (!declared) seen.metrics(metrics)
    },
    result(metrics, source) {
      declare(metrics)
      last.result = { ...last.result, ...metrics }
      Object.keys(metrics).forEach((metric) => heard(metric, source))
    },
    tell: (decision) => decided(seq, decision),
    get pending() {
      return pending
    },
    last,
    get leaves() {
      return leaves
    },
    seen: seen.all,
    get declared() {
      return declared
    },
    get ignored() {
      return ignored
    },
  }
}

/** Ways by which a client hears what it is told; a file, or lines among what is printed, only go out. */
const twoWays: ReadonlySet<string> = new Set(["the descriptor", "the worker"])
