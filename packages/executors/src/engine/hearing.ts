import { appendFileSync } from "node:fs"
import type { Failure, JobOutput } from "@diapason/core"
import { lines } from "@diapason/core/protocol"
import { attemptLink, type AttemptLink } from "../attempt-link.ts"
import { beside } from "../capture/beside.ts"
import { conversation, type Conversation } from "../process/conversation.ts"
import { filledText } from "../process/command-line.ts"
import { lastLines } from "../process/last-lines.ts"
import { logFile } from "../process/log-file.ts"
import type { Places } from "../process/places.ts"
import { tail } from "../process/tail.ts"
import type { Attempt } from "./site.ts"

/** Everything by which the attempt of a job is heard: what it prints, its files where they are shared, and its messages by HTTP. */
export interface Hearing {
  readonly line: AttemptLink
  readonly talk: Conversation
  /** Says who is to know that it was told to leave, cannot be recorded any more, or has reported. */
  attend(who: Attending): void
  /** Takes in what came since the last time; at the first time from the beginning of `output`. */
  poll(output: JobOutput): Promise<void>
  /** What is known at its end; `clean` when it ended by itself, well. */
  facts(clean: boolean): Heard
  /** Takes in what is left, once the job has ended. */
  drain(): Promise<void>
  close(): void
}

interface Attending {
  readonly told: () => void
  readonly broken: () => void
  readonly reported: () => void
}

interface Heard {
  readonly result?: Readonly<Record<string, number>>
  readonly failure?: Failure
  readonly bye: boolean
  readonly last: Readonly<Record<string, number>>
  readonly step: number
  readonly tail: readonly string[]
}

export function hearing(attempt: Attempt, places: Places): Hearing {
  const { site, job, name, node, link } = attempt
  const { options, rules, uplink } = site
  const { metrics = [], stepName } = options
  const log = logFile(places.log, link)
  const last = lastLines()
  const outbox = mailbox()
  let who: Attending | undefined
  let output: JobOutput | undefined
  let reading: Promise<void> = Promise.resolve()
  const line = attemptLink(
    { ...link, checkpoint: (step, path, bytes) => link.checkpoint(step, node === undefined ? path : node.here(path), bytes) },
    {
      from: job.resume?.step ?? 0,
      reported: () => who?.reported(),
      told: () => who?.told(),
      broken: () => who?.broken(),
    },
  )
  const files = beside({
    rules: node === undefined ? {} : (options.capture ?? {}),
    fill: (text) => filledText(options, job, node?.places ?? places, text),
    from: node?.here(options.cwd ?? ".") ?? ".",
    names: metrics,
    stepName,
    diagnostic: link.diagnostic.bind(link),
  })
  const talk = conversation(line, {
    job,
    places: node === undefined ? places : { ...places, checkpoints: node.places.checkpoints },
    metrics,
    ...(stepName !== undefined && { stepName }),
    rules,
    heard: (metric, source) => options.heard?.({ trial: job.trial, metric, source }),
    before: (step) => files.upTo(step, talk.found),
    diagnostic: link.diagnostic.bind(link),
    ...(uplink !== undefined && { say: outbox.put }),
    log: (text) => log.write(Buffer.from(text)),
    answered: () => undefined,
    refused: () => who?.told(),
  })
  const printed = lines()
  const said = lines()
  const out = tail(places.out, (bytes) => rules.protocol && said.push(bytes).forEach((one) => talk.message(one, "DIAPASON_OUT")))
  const deaf = uplink?.hear(name, async (text) => {
    const type = typeOf(text)
    if (lastWords.has(type)) {
      // In the attempt's file of messages, so that whoever follows on a dead conductor hears them too.
      appendFileSync(places.out, `${text}\n`)
      out.poll()
    } else {
      talk.message({ kind: "line", text }, "the worker")
      if (type === "report") await outbox.next(answerTime)
    }
    return outbox.take()
  })
  const take = async (): Promise<number> => {
    const bytes = (await output?.read()) ?? new Uint8Array(0)
    if (bytes.length > 0) log.write(bytes)
    for (const one of printed.push(bytes)) {
      last.add(one)
      talk.printed(one)
    }
    out.poll()
    files.read()
    files.upTo(Infinity, talk.found)
    return bytes.length
  }
  return {
    line,
    talk,
    attend(attending) {
      who = attending
      if (line.held !== undefined) attending.told()
      if (line.lost !== undefined) attending.broken()
    },
    poll(from) {
      output ??= from
      reading = reading.then(async () => void (await take()))
      return reading
    },
    async drain() {
      await reading.catch(() => undefined)
      // Shared file systems and log collectors are late: it is over when nothing comes for a while.
      for (let quiet = 0; quiet < 2;) {
        quiet = (await take()) === 0 ? quiet + 1 : 0
        if (quiet < 2) await new Promise((resolve) => setTimeout(resolve, lateness))
      }
      printed.end().forEach((one) => (last.add(one), talk.printed(one)))
      said.end().forEach((one) => talk.message(one, "DIAPASON_OUT"))
    },
    facts(clean) {
      files.end(clean, talk.found)
      const result = files.result?.read()
      if (result !== undefined) talk.result(result, `${files.result!.name}, at the end`)
      const { result: final, failure, bye } = talk.last
      return {
        ...(final !== undefined && { result: final }),
        ...(failure !== undefined && { failure }),
        bye,
        last: line.last,
        step: line.lastStep,
        tail: last.all,
      }
    },
    close() {
      line.close()
      deaf?.()
      output?.close()
      out.close()
      files.close()
      log.close()
    },
  }
}

/** What an attempt is told, until it is fetched. */
function mailbox() {
  const letters: string[] = []
  const waiting = new Set<() => void>()
  return {
    put(text: string): void {
      letters.push(text.trimEnd())
      for (const wake of waiting) wake()
      waiting.clear()
    },
    /** Resolves when something is there, or after a time in milliseconds. */
    next: (ms: number): Promise<void> =>
      letters.length > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const timer = setTimeout(resolve, ms)
            waiting.add(() => (clearTimeout(timer), resolve()))
          }),
    take: (): readonly string[] => letters.splice(0),
  }
}

function typeOf(text: string): string {
  try {
    return String((JSON.parse(text) as { readonly type?: unknown }).type)
  } catch {
    return ""
  }
}

/** Messages that count once the attempt has ended, and must outlive its conductor. */
const lastWords: ReadonlySet<string> = new Set(["result", "fail", "bye"])

/** Milliseconds that an answer to a report is waited for; a client goes on after two seconds without one. */
const answerTime = 1500

/** Milliseconds between two looks for late output. */
const lateness = 100
