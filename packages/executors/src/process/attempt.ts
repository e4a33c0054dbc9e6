import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import type { Ending, Failure, Job, Running, StopReason, TrialLink } from "@diapason/core"
import { bounded, grantedVariables } from "../resources/bounds.ts"
import type { Granted } from "../resources/resources.ts"
import { stopped } from "../attempt-link.ts"
import { beside, type Beside } from "../capture/beside.ts"
import type { ReadRules } from "../capture/rules.ts"
import { commandLine, filledText } from "./command-line.ts"
import { ears, usualGrace, windUp, type Started } from "./ears.ts"
import { endingOf } from "./ending.ts"
import { environment, ownVariables } from "./environment.ts"
import { findable, launchFailure } from "./launch-failure.ts"
import { countOomKills } from "./oom-kills.ts"
import { placesOf, prepare, type Places } from "./places.ts"
import type { Processes } from "./settings.ts"
import { hasProc } from "./tree.ts"

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
    const own = { ...options.variables?.(job), ...environment(job, places, deadline) }
    const env: NodeJS.ProcessEnv = { ...outer, ...given, ...own, ...(spoken && { DIAPASON_FD: "3" }) }
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

function follow(begun: Started): Running {
  const { options, job, places, child } = begun
  const { timeout, noReport } = options
  const kills = countOomKills()
  const heard = ears(begun)
  const { leaving, line, talk } = heard
  const clock = timeout === undefined ? undefined : setTimeout(() => leaving.end("timeout"), timeout)
  if (!hasProc && child.pid !== undefined)
    writeFileSync(places.pid, JSON.stringify({ pid: child.pid, started: Date.now(), session: job.session }))

  const ended = exitOf(begun).then(async (exit): Promise<Ending> => {
    leaving.done()
    clearTimeout(clock)
    if ("kind" in exit) {
      heard.streams.forEach((stream) => stream?.destroy())
      heard.release()
      return { kind: "failed", failure: exit }
    }
    const { cause } = leaving
    await windUp(begun, heard, exit.exit === 0 && cause === undefined)
    heard.release()
    if (line.lost !== undefined) return { kind: "failed", failure: line.lost }
    return endingOf({
      trial: job.trial,
      ...exit,
      cause,
      limit: cause === "silence" ? noReport : timeout,
      ...talk.last,
      last: line.last,
      step: line.lastStep,
      tail: heard.lastWords(),
      oomKills: kills(),
      detail: {
        log: places.log,
        ...(talk.declared ? {} : { seen: Object.fromEntries(talk.seen) }),
        ...(talk.ignored > 0 && { ignored: talk.ignored }),
      },
    })
  })
  const stop = (how: StopReason): void => {
    if (how === "lost") return leaving.endWithin(Math.min(options.grace ?? usualGrace, usualGrace))
    if (how === "preempt") {
      const saved = talk.save()
      if (saved !== undefined) return leaving.endSaved(saved, options.saving ?? usualSaving)
    }
    if (how !== "decision") return leaving.end("interrupt")
    // A report under way brings the decision with its reason.
    void line.settled().then(() => {
      if (leaving.over || line.held !== undefined) return
      talk.tell(stopped)
      line.hold(stopped)
    })
  }
  return { ended, stop }
}

/** Milliseconds that a client may take to save when it has to leave; half a minute is what Kubernetes gives in all. */
const usualSaving = 15_000

type Exit = { readonly exit: number | null; readonly signal: NodeJS.Signals | null }

const exitOf = ({ child, command, job, options }: Started): Promise<Exit | Failure> =>
  new Promise((resolve) => {
    child.once("exit", (exit, signal) => resolve({ exit, signal }))
    child.once("error", (error) => child.pid === undefined && resolve(launchFailure(error, command, job.trial, options.cwd)))
  })
