import { spawn, type ChildProcess } from "node:child_process"
import { writeFileSync } from "node:fs"
import type { Duplex, Readable } from "node:stream"
import { fault, type Decision, type Ending, type Failure, type Job, type Running, type StopReason, type TrialLink } from "@diapason/core"
import { lines, type Line } from "@diapason/core/protocol"
import { bounded, grantedVariables } from "../resources/bounds.ts"
import type { Granted } from "../resources/resources.ts"
import { attemptLink } from "../attempt-link.ts"
import { beside, type Beside } from "../capture/beside.ts"
import type { ReadRules } from "../capture/rules.ts"
import { commandLine, filledText } from "./command-line.ts"
import { conversation } from "./conversation.ts"
import { endingOf, type Facts } from "./ending.ts"
import { attemptId, environment, ownVariables } from "./environment.ts"
import { keepReading } from "./keep-reading.ts"
import { lastLines } from "./last-lines.ts"
import { findable, launchFailure } from "./launch-failure.ts"
import { logFile } from "./log-file.ts"
import { oomKills } from "./oom-kills.ts"
import { placesOf, prepare, type Places } from "./places.ts"
import type { Processes } from "./settings.ts"
import { tail } from "./tail.ts"
import { endTree, hasProc, signalTree, type Tree } from "./tree.ts"

/** Starts one attempt as a process of its own group and follows it to its end. */
export function startAttempt(options: Processes, rules: ReadRules, asked: Job, link: TrialLink, granted: Granted = {}): Running {
  // A process has nothing left in memory: without a saved state it begins again.
  const { resume, ...fresh } = asked
  const job: Job = resume?.path === undefined ? fresh : asked
  const places = placesOf(options.dir ?? ".diapason", job)
  const deadline = options.timeout === undefined ? undefined : Date.now() + options.timeout
  let command = ""
  let files: Beside | undefined
  try {
    prepare(places, job)
    const words = commandLine(options, job, places, granted)
    command = words[0] ?? ""
    const spoken = descriptors && rules.protocol
    const outer: Readonly<Record<string, string | undefined>> = { ...surroundings(), ...options.env }
    const { cpus, gpus } = options.resources ?? {}
    const given = grantedVariables(granted, cpus, gpus?.devices, outer)
    const env: NodeJS.ProcessEnv = { ...outer, ...given, ...environment(job, places, deadline), ...(spoken && { DIAPASON_FD: "3" }) }
    files = filesOf(options, job, link, places)
    // A command that is not there is told as such by the system, and not by a shell before it.
    const [program = "", ...rest] = findable(command, options.cwd, env["PATH"]) ? bounded(words, granted) : words
    const child = spawn(program, rest, {
      cwd: options.cwd,
      env,
      detached: descriptors,
      stdio: ["ignore", "pipe", "pipe", ...(spoken ? (["pipe"] as const) : [])],
      windowsHide: true,
    })
    return follow({ options, rules, job, link, places, child, command, files })
  } catch (error) {
    files?.close()
    const failure = failureBefore(error as NodeJS.ErrnoException, command, job, options.cwd)
    return { ended: Promise.resolve({ kind: "failed", failure }), stop: () => undefined }
  }
}

/** UNIX systems hand down a socket pair; elsewhere messages come by file or standard output. */
const descriptors = process.platform !== "win32"

/** What the study itself was started with, without what concerns the trial that it may run in. */
const surroundings = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownVariables(name)))

function failureBefore(error: NodeJS.ErrnoException, command: string, job: Job, cwd: string | undefined): Failure {
  if (error.syscall?.startsWith("spawn") === true || command !== "") return launchFailure(error, command, job.trial, cwd)
  return { kind: "infra", message: `the folder of the attempt could not be made: ${error.message}` }
}

/** What the rules name beside, opened before the process can write to it. */
const filesOf = (options: Processes, job: Job, link: TrialLink, places: Places): Beside =>
  beside({
    rules: options.capture ?? {},
    fill: (text) => filledText(options, job, places, text),
    from: options.cwd ?? ".",
    names: options.metrics ?? [],
    stepName: options.stepName,
    diagnostic: link.diagnostic.bind(link),
  })

type Cause = NonNullable<Facts["cause"]>

/** An attempt whose process has been started. */
interface Started {
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

function follow({ options, rules, job, link, places, child, command, files }: Started): Running {
  const { grace = 10_000, timeout, noReport } = options
  const kills = oomKills()
  const log = logFile(places.log, link)
  const [stdout, stderr, descriptor] = [child.stdout!, child.stderr!, child.stdio[3] as Duplex | undefined]
  if (descriptor !== undefined) keepReading(descriptor)
  const tree = (walk: boolean): Tree => ({ ...(child.pid !== undefined && { group: child.pid }), id: attemptId(job), walk })
  const timers: NodeJS.Timeout[] = []
  let cause: Cause | undefined
  let [leaving, over] = [false, false]
  let killAt = Infinity

  /** SIGTERM to the whole tree, SIGKILL after the grace. */
  const terminate = (): void => {
    if (over || killAt !== Infinity) return
    killAt = Date.now() + grace
    signalTree(tree(true), "SIGTERM")
    timers.push(setTimeout(() => signalTree(tree(true), "SIGKILL"), grace))
  }
  /** A client that listens leaves by itself; the rest is told by SIGTERM. */
  const leave = (): void => {
    if (over || leaving) return
    leaving = true
    if (!talk.leaves) return terminate()
    timers.push(setTimeout(terminate, grace))
  }
  const end = (why: Cause): void => {
    if (over || (cause !== undefined && cause !== "decision")) return
    cause = why
    if (why === "decision") leave()
    else terminate()
  }
  const silence = noReport === undefined ? undefined : setTimeout(() => end("silence"), noReport)
  if (silence !== undefined) timers.push(silence)
  const line = attemptLink(link, {
    from: job.resume?.step ?? 0,
    reported: () => void silence?.refresh(),
    told: () => end("decision"),
    broken: () => end("interrupt"),
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
    refused: () => void timers.push(setTimeout(terminate, Math.min(grace, 1000))),
  })

  /** Lines of a stream; a stream whose lines nobody can take in yet is held back, and so is the script that writes it. */
  const listen = (
    stream: Readable | undefined,
    from: string,
    hear: (l: Line) => void,
    raw?: (bytes: Uint8Array) => void,
  ): Promise<void> => {
    const reader = lines()
    const finish = (): void => reader.end().forEach(hear)
    if (stream === undefined) return Promise.resolve()
    return new Promise((resolve) => {
      stream.on("data", (bytes: Uint8Array) => {
        raw?.(bytes)
        reader.push(bytes).forEach(hear)
        notText(reader.replaced, from)
        if (!over && talk.pending > 256) stream.pause()
      })
      stream.on("error", () => resolve())
      stream.once("close", () => {
        finish()
        resolve()
      })
      stream.once("end", () => stream.destroy())
    })
  }
  const warned = new Set<string>()
  const notText = (replaced: number, from: string): void => {
    if (replaced === 0 || warned.has(from)) return
    warned.add(from)
    link.diagnostic("D503", fault("D503", { from }).words.what)
  }
  const [errors, outputs] = [lastLines(), lastLines()]
  const streams = [
    listen(
      stdout,
      "standard output",
      (l) => (outputs.add(l), talk.printed(l)),
      (bytes) => (log.write(bytes), files.read()),
    ),
    listen(stderr, "standard error", errors.add, log.write),
    listen(descriptor, "the descriptor", (l) => talk.message(l, "the descriptor")),
  ]
  const outLines = lines()
  const out = tail(places.out, (bytes) => rules.protocol && outLines.push(bytes).forEach((l) => talk.message(l, "DIAPASON_OUT")))
  const poll = setInterval(() => {
    out.poll()
    files.read()
    // What it printed before, and lies in the pipe still, comes first.
    setImmediate(() => over || stdout.isPaused() || files.upTo(Infinity, talk.found))
  }, 200)
  if (timeout !== undefined) timers.push(setTimeout(() => end("timeout"), timeout))
  if (!hasProc && child.pid !== undefined)
    writeFileSync(places.pid, JSON.stringify({ pid: child.pid, started: Date.now(), session: job.session }))

  /** After the end of the process: what it left in its pipes, and what it left alive. */
  const windUp = async (clean: boolean): Promise<void> => {
    for (const stream of [stdout, stderr, descriptor]) stream?.resume()
    const drained = await inTime(Promise.all(streams), drainLimit)
    // Whoever still holds the pipes belongs to the attempt; a service that has let go of them on purpose may stay.
    const gone = await endTree(tree(!clean || !drained), Number.isFinite(killAt) ? killAt : Date.now() + Math.min(grace, 1000))
    if (!gone) link.diagnostic("D222", `processes of trial ${job.trial} live on and cannot be ended`)
    for (const stream of [stdout, stderr, descriptor]) stream?.destroy()
    await Promise.all(streams)
    out.poll()
    outLines.end().forEach((l) => talk.message(l, "DIAPASON_OUT"))
    files.end(clean, talk.found)
    const result = files.result?.read()
    if (result !== undefined) talk.result(result, `${files.result!.name}, at the end`)
    await line.settled()
  }
  const release = (): void => {
    over = true
    line.close()
    clearInterval(poll)
    timers.forEach(clearTimeout)
    out.close()
    files.close()
    log.close()
  }
  const started = new Promise<{ exit: number | null; signal: NodeJS.Signals | null } | Failure>((resolve) => {
    child.once("exit", (exit, signal) => resolve({ exit, signal }))
    child.once("error", (error) => child.pid === undefined && resolve(launchFailure(error, command, job.trial, options.cwd)))
  })
  const ended = started.then(async (result): Promise<Ending> => {
    over = true
    if ("kind" in result) {
      for (const stream of [stdout, stderr, descriptor]) stream?.destroy()
      release()
      return { kind: "failed", failure: result }
    }
    await windUp(result.exit === 0 && cause === undefined)
    release()
    if (line.lost !== undefined) return { kind: "failed", failure: line.lost }
    return endingOf({
      trial: job.trial,
      ...result,
      ...(cause !== undefined && { cause }),
      ...limitOf(cause === "silence" ? noReport : timeout),
      ...talk.last,
      last: line.last,
      step: line.lastStep,
      tail: errors.all.length > 0 ? errors.all : outputs.all,
      oomKills: kills === undefined ? 0 : (oomKills() ?? kills) - kills,
      detail: {
        log: places.log,
        ...(talk.declared ? {} : { seen: Object.fromEntries(talk.seen) }),
        ...(talk.ignored > 0 && { ignored: talk.ignored }),
      },
    })
  })
  const stop = (how: StopReason): void => {
    if (how === "interrupt") return end("interrupt")
    // A report under way brings the decision with its reason.
    void line.settled().then(() => {
      if (over || line.held !== undefined) return
      talk.tell(stopped)
      line.hold(stopped)
    })
  }
  return { ended, stop }
}

const limitOf = (limit: number | undefined): { limit?: number } => (limit === undefined ? {} : { limit })

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

const stopped: Decision = { action: "stop", why: "the trial has ended" }
