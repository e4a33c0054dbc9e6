import type { ChildProcess } from "node:child_process"
import type { Duplex, Readable } from "node:stream"
import type { Job, TrialLink } from "@diapason/core"
import { lines } from "@diapason/core/protocol"
import { attemptLink } from "../attempt-link.ts"
import type { Beside } from "../capture/beside.ts"
import type { ReadRules } from "../capture/rules.ts"
import { conversation, type Conversation } from "./conversation.ts"
import { departure, type Departure } from "./departure.ts"
import { attemptId } from "./environment.ts"
import { keepReading } from "./keep-reading.ts"
import { lastLines } from "./last-lines.ts"
import { listen } from "./listen.ts"
import { logFile } from "./log-file.ts"
import { notText } from "./not-text.ts"
import type { Places } from "./places.ts"
import type { Processes } from "./settings.ts"
import { tail } from "./tail.ts"
import { endTree, type Tree } from "./tree.ts"

/** An attempt whose process has been started. */
export interface Started {
  readonly options: Processes
  readonly rules: ReadRules
  readonly job: Job
  readonly link: TrialLink
  readonly places: Places
  readonly child: ChildProcess
  readonly command: string
  /** What it writes beside what it prints. */
  readonly files: Beside
}

/** An attempt that is heard. */
interface Hearing {
  readonly leaving: Departure
  readonly line: ReturnType<typeof attemptLink>
  readonly talk: Conversation
  /** Standard output, standard error and the descriptor; one that is not there is undefined. */
  readonly streams: readonly (Readable | undefined)[]
  /** All streams have been heard to their end. */
  readonly closed: Promise<unknown>
  /** The last that it wrote, for who asks why it failed. */
  lastWords(): readonly string[]
  /** What came last in files, once nothing more will be written. */
  lastOfFiles(clean: boolean): void
  /** Gives back what was opened to hear it. */
  release(): void
}

/** Opens everything by which an attempt is heard: its streams, its file of messages, and what it writes beside. */
export function ears(begun: Started): Hearing {
  const { options, rules, job, link, places, child, files } = begun
  const { grace = usualGrace, noReport } = options
  const log = logFile(places.log, link)
  const [stdout, stderr, descriptor] = [child.stdout!, child.stderr!, child.stdio[3] as Duplex | undefined]
  if (descriptor !== undefined) keepReading(descriptor)
  const leaving = departure({ tree: () => treeOf(begun, true), grace, leaves: () => talk.leaves })
  const silence = noReport === undefined ? undefined : setTimeout(() => leaving.end("silence"), noReport)
  const line = attemptLink(link, {
    from: job.resume?.step ?? 0,
    reported: () => void silence?.refresh(),
    told: () => leaving.end("decision"),
    broken: () => leaving.end("interrupt"),
  })
  const talk = conversation(line, {
    job,
    places,
    metrics: options.metrics ?? [],
    ...(options.stepName !== undefined && { stepName: options.stepName }),
    rules,
    heard: (metric, source) => options.heard?.({ trial: job.trial, metric, source }),
    before: (step) => files.upTo(step, talk.found),
    diagnostic: link.diagnostic.bind(link),
    // What a client does not read does not pile up: no answer means continue.
    ...(descriptor !== undefined && {
      say: (text: string) => void (descriptor.writable && descriptor.writableLength < 1 << 20 && descriptor.write(text)),
    }),
    log: (text) => log.write(Buffer.from(text)),
    answered: () => talk.pending < 64 && [stdout, descriptor].forEach((stream) => stream?.isPaused() === true && stream.resume()),
    // It was told why, and may leave by itself.
    refused: () => leaving.endAfter(Math.min(grace, 1000)),
  })
  const remarkNotText = notText(link)
  const ear = (from: string) => ({
    replaced(count: number): void {
      if (count > 0) remarkNotText(from)
    },
    full: () => !leaving.over && talk.pending > 256,
  })
  const [errors, outputs] = [lastLines(), lastLines()]
  const closed = [
    listen(stdout, {
      ...ear("standard output"),
      hear: (l) => (outputs.add(l), talk.printed(l)),
      raw: (bytes) => (log.write(bytes), files.read()),
    }),
    listen(stderr, { ...ear("standard error"), hear: errors.add, raw: log.write }),
    listen(descriptor, { ...ear("the descriptor"), hear: (l) => talk.message(l, "the descriptor") }),
  ]
  const outLines = lines()
  const out = tail(places.out, (bytes) => rules.protocol && outLines.push(bytes).forEach((l) => talk.message(l, "DIAPASON_OUT")))
  let held = 0
  stdout.on("pause", () => held++)
  const poll = setInterval(() => {
    out.poll()
    files.read()
    if (stdout.isPaused()) return
    // What it printed before, and lies in the pipe still, comes first; held back meanwhile, it may lie there although it flows again.
    const [before, pass] = [held, files.byNow()]
    setImmediate(() => leaving.over || held !== before || pass(talk.found))
  }, 200)
  return {
    leaving,
    line,
    talk,
    streams: [stdout, stderr, descriptor],
    closed: Promise.all(closed),
    lastWords: () => (errors.all.length > 0 ? errors.all : outputs.all),
    lastOfFiles(clean) {
      out.poll()
      outLines.end().forEach((l) => talk.message(l, "DIAPASON_OUT"))
      files.end(clean, talk.found)
      const result = files.result?.read()
      if (result !== undefined) talk.result(result, `${files.result!.name}, at the end`)
    },
    release() {
      line.close()
      clearInterval(poll)
      clearTimeout(silence)
      out.close()
      files.close()
      log.close()
    },
  }
}

/** After the end of the process: what it left in its pipes, and what it left alive. */
export async function windUp(begun: Started, { streams, closed, leaving, line, lastOfFiles }: Hearing, clean: boolean): Promise<void> {
  const { job, link } = begun
  for (const stream of streams) stream?.resume()
  const drained = await inTime(closed, drainLimit)
  // Whoever still holds the pipes belongs to the attempt; a service that has let go of them on purpose may stay.
  const patience = Number.isFinite(leaving.killAt) ? leaving.killAt : Date.now() + Math.min(begun.options.grace ?? usualGrace, 1000)
  const gone = await endTree(treeOf(begun, !clean || !drained), patience)
  if (!gone) link.diagnostic("D222", `processes of trial ${job.trial} live on and cannot be ended`)
  for (const stream of streams) stream?.destroy()
  await closed
  lastOfFiles(clean)
  await line.settled()
}

/** Milliseconds that are waited for the end of the output once the process has ended. */
const drainLimit = 1000

/** Whether something happens within a time. */
function inTime(event: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    void event.then(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}

const treeOf = ({ child, job }: Started, walk: boolean): Tree => ({
  ...(child.pid !== undefined && { group: child.pid }),
  id: attemptId(job),
  walk,
})

/** Milliseconds from SIGTERM to SIGKILL, unless more is said. */
export const usualGrace = 10_000
