import type { Answer, Failure, Job, TrialLink } from "@diapason/core"
import { marker, readMessage, type ChildMessage, type Line } from "@diapason/core/protocol"
import type { AttemptLink } from "../attempt-link.ts"
import type { Found } from "../capture/followed.ts"
import { intake, metricsOf, protocolSource } from "../capture/intake.ts"
import { printedLines } from "../capture/printed.ts"
import type { ReadRules } from "../capture/rules.ts"
import type { Places } from "./places.ts"
import { handedOn } from "./handed-on.ts"
import { remarks } from "./remarks.ts"
import { replies } from "./replies.ts"
import { reports } from "./reports.ts"
import { seenNumbers, type Seen } from "./seen.ts"
import { underway } from "./underway.ts"

/**
 * What one attempt says, by whatever way, turned into reports and kept words; and what it is answered. A metric belongs to the
 * source that yields it first, except that messages take it over: a script with the helper may print as well.
 */
export interface Conversation {
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
  /** Asks a client that can to save now; resolves when it has said so and that is recorded. Undefined where nobody can be asked. */
  save(): Promise<void> | undefined
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
  const { job, metrics: names, diagnostic } = speech
  const heard = (metric: string, source: string): void => void (names.includes(metric) && speech.heard?.(metric, source))
  const taken = intake(job.resume?.step ?? 0, heard)
  const printed = printedLines(names, speech.stepName, speech.rules, diagnostic)
  const notes = remarks(diagnostic)
  const seen = seenNumbers(names)
  const last: { result?: Readonly<Record<string, number>>; failure?: Failure; bye: boolean } = { bye: false }
  const out = underway(line, speech.answered)
  let saved: (() => void) | undefined
  const result = (metrics: Readonly<Record<string, number>>, source: string): void => {
    seen.metrics(metrics)
    last.result = { ...last.result, ...metrics }
    Object.keys(metrics).forEach((metric) => heard(metric, source))
  }
  const reply = replies({
    job,
    diagnostic,
    ...(speech.say !== undefined && { say: speech.say }),
    cannot: (rev, why) => void out.send((link) => link.refused(rev, why)),
  })
  const told = reports({
    intake: taken,
    remarks: notes,
    send(step, metrics) {
      seen.metrics(metrics)
      return out.report(step, metrics)
    },
    asBefore: () => line.settled().then(() => line.held ?? goOn),
  })
  /** The answer to what was not asked: only to leave, and new values, are told. */
  const tellLater = (decision: Promise<Answer> | undefined): void =>
    void decision?.then((answer) => answer.action !== "continue" && reply.tell(told.last, answer))
  const take = (message: ChildMessage, listens: boolean): void => {
    switch (message.type) {
      case "hello": {
        const failure = reply.hello(message, listens)
        if (failure === undefined) return
        last.failure = failure
        return speech.refused()
      }
      case "report": {
        const { number, decision } = told.message(message)
        return reply.answer(number, decision)
      }
      case "result":
        return result(message.metrics, protocolSource)
      case "fail":
        // The first word is the cause; what follows is its consequence.
        last.failure ??= { kind: message.kind, message: message.text === "" ? `the script failed as ${message.kind}` : message.text }
        return
      case "bye":
        last.bye = true
        return
      case "log":
        return speech.log(`[${message.level}] ${message.text}\n`)
      case "heartbeat":
        return
      case "checkpoint":
        return void out.send(handedOn(message, speech.places)).then(saved)
      default:
        return void out.send(handedOn(message, speech.places))
    }
  }
  const hear = (text: string, from: string): void => {
    const read = readMessage(text)
    if (read.kind === "ignored") return notes.ignore(from, read.why)
    for (const name of read.leftOut)
      if (speech.known?.has(name) !== true) notes.ignore(from, `${read.message.type}: ${name} is not known here`)
    take(read.message, twoWays.has(from))
  }
  return {
    message: (l, from) => (l.kind === "huge" ? notes.tooLong(from, l.bytes) : hear(l.text, from)),
    printed(l) {
      if (l.kind === "huge") return notes.tooLong("standard output", l.bytes)
      const message = speech.rules.protocol && l.text.startsWith(marker) && /"type"\s*:/.test(l.text)
      if (message) return hear(l.text.slice(marker.length), "standard output")
      const { parts, step, announced } = printed(l.text) ?? { parts: [] }
      if (parts.length === 0) return seen.line(l.text)
      const at = step ?? taken.stepFor(metricsOf(parts), announced)
      speech.before?.(at)
      tellLater(told.take(parts, at))
    },
    found({ source, metrics, step }) {
      // A row without a declared metric is not this script's result, but may show what was meant.
      if (names.some((name) => Object.hasOwn(metrics, name))) tellLater(told.take([{ source, metrics }], step ?? taken.stepFor(metrics)))
      else seen.metrics(metrics)
    },
    result,
    tell: (decision) => reply.tell(told.last, decision),
    save: () => (reply.save() ? new Promise((resolve) => (saved = resolve)) : undefined),
    get pending() {
      return out.pending
    },
    last,
    get leaves() {
      return reply.leaves
    },
    seen: seen.all,
    get declared() {
      return seen.declared
    },
    get ignored() {
      return notes.ignored
    },
  }
}

const goOn: Answer = { action: "continue", why: "" }

/** Ways by which a client hears what it is told; a file, or lines among what is printed, only go out. */
const twoWays: ReadonlySet<string> = new Set(["the descriptor", "the worker"])
