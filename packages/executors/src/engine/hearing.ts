import { fault, type JobOutput } from "@diapason/core"
import { lines } from "@diapason/core/protocol"
import { attemptLink, type AttemptLink } from "../attempt-link.ts"
import { beside, type Beside } from "../capture/beside.ts"
import { conversation, type Conversation } from "../process/conversation.ts"
import { filledText } from "../process/command-line.ts"
import type { Facts } from "../process/ending.ts"
import { lastLines } from "../process/last-lines.ts"
import { logFile } from "../process/log-file.ts"
import type { Places } from "../process/places.ts"
import { tail } from "../process/tail.ts"
import { byHttp } from "./by-http.ts"
import { mailbox } from "./mailbox.ts"
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

type Heard = Pick<Facts, "result" | "failure" | "bye" | "last" | "step" | "tail">

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
  const files = filesOf(attempt, places)
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
  const deaf = uplink?.hear(name, byHttp({ talk, outbox, file: places.out, poll: () => out.poll() }))
  const take = async (): Promise<number> => {
    // Rows that come while the output is read may belong to what it has not said yet.
    files.read()
    const pass = files.byNow()
    const bytes = (await output?.read()) ?? new Uint8Array(0)
    files.read()
    if (bytes.length > 0) log.write(bytes)
    for (const one of printed.push(bytes)) {
      last.add(one)
      talk.printed(one)
    }
    out.poll()
    pass(talk.found)
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
      // What could not be read this time is read the next time.
      reading = reading.catch(() => undefined).then(async () => void (await take()))
      return reading
    },
    async drain() {
      await reading.catch(() => undefined)
      // Shared file systems and log collectors are late: it is over when nothing comes for a while.
      for (let [quiet, failed] = [0, 0]; quiet < 2 && failed < mostFailed;) {
        const came = await take().catch((error: unknown) => {
          if (++failed === mostFailed) link.diagnostic("D469", fault("D469", { trial: job.trial, why: String(error) }).words.what)
          return NaN
        })
        quiet = came === 0 ? quiet + 1 : 0
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

/** What it writes beside what it prints, where that can be seen from here. */
const filesOf = ({ site: { options }, job, node, link }: Attempt, places: Places): Beside =>
  beside({
    rules: node === undefined ? {} : (options.capture ?? {}),
    fill: (text) => filledText(options, job, node?.places ?? places, text),
    from: node?.here(options.cwd ?? ".") ?? ".",
    names: options.metrics ?? [],
    stepName: options.stepName,
    diagnostic: link.diagnostic.bind(link),
  })

/** Milliseconds between two looks for late output. */
const lateness = 100

/** Readings at its end that may fail, before it is taken for what was heard of it. */
const mostFailed = 100
