import { fault, type Decision, type Ending, type Failure, type Job, type Running, type StopReason, type TrialLink } from "@diapason/core"
import type { Line } from "@diapason/core/protocol"
import { attemptLink } from "../attempt-link.ts"
import type { ReadRules } from "../capture/rules.ts"
import { attemptVariable } from "../process/attempt-variable.ts"
import { conversation } from "../process/conversation.ts"
import { endingOf } from "../process/ending.ts"
import { environment } from "../process/environment.ts"
import { lastLines } from "../process/last-lines.ts"
import { logFile } from "../process/log-file.ts"
import { oomKills } from "../process/oom-kills.ts"
import { placesOf, prepare, type Places } from "../process/places.ts"
import type { Warm } from "./settings.ts"
import type { Exit, Worker } from "./worker.ts"

/**
 * Runs one trial on a process that waits for one. The process is fit for the next one afterwards, or has been ended.
 * @param halfway called when half of the trial's time is over
 */
export function runOn(worker: Worker, options: Warm, rules: ReadRules, job: Job, link: TrialLink, halfway: () => void): Running {
  const { grace = 10_000, noReport } = options
  const places = placesOf(options.dir ?? ".diapason", job)
  prepare(places, job)
  const log = logFile(places.log, link)
  const [errors, outputs] = [lastLines(), lastLines()]
  const kills = oomKills()
  const limit = options.limit?.()
  const timers: NodeJS.Timeout[] = []
  let cause: "decision" | "interrupt" | "timeout" | "silence" | undefined
  let over = false
  let finish: () => void = () => undefined
  const finished = new Promise<"finished">((resolve) => (finish = () => resolve("finished")))

  const end = (why: "interrupt" | "timeout" | "silence"): void => {
    if (over || (cause !== undefined && cause !== "decision")) return
    cause = why
    worker.end(grace)
  }
  const silence = noReport === undefined ? undefined : setTimeout(() => end("silence"), noReport)
  if (silence !== undefined) timers.push(silence)
  const line = attemptLink(link, {
    from: job.resume?.step ?? 0,
    reported: () => void silence?.refresh(),
    told: () => {
      cause ??= "decision"
      // It knows by the answer to its report, or by what it was told, and ends the trial by itself.
      timers.push(setTimeout(() => worker.end(grace), grace))
    },
    broken: () => end("interrupt"),
  })
  const talk = conversation(line, {
    job,
    places,
    metrics: [],
    rules,
    known: ownFields,
    diagnostic: link.diagnostic.bind(link),
    say: (text) => worker.say(text),
    log: (text) => log.write(Buffer.from(text)),
    answered: () => talk.pending < 64 && worker.hold(false),
    refused: () => worker.end(grace),
  })
  const warned = new Set<string>()
  worker.heed({
    printed(printed) {
      if (!isMessage(printed)) return void outputs.add(printed)
      talk.message(printed, "the worker")
      if (talk.last.bye || talk.last.result !== undefined || talk.last.failure !== undefined) finish()
      else if (talk.pending > 256) worker.hold(true)
    },
    complained: errors.add,
    raw: log.write,
    notText(from) {
      if (!warned.has(from)) link.diagnostic("D503", fault("D503", { from }).words.what)
      warned.add(from)
    },
  })
  if (limit !== undefined)
    timers.push(
      setTimeout(() => end("timeout"), limit + leeway),
      setTimeout(halfway, limit / 2),
    )
  worker.say(`${JSON.stringify({ ...requestOf(job, places, limit), env: variablesOf(options, job, places, limit) })}\n`)

  const ended = Promise.race([finished, worker.over]).then(async (how): Promise<Ending> => {
    await line.settled()
    over = true
    // Said after its last word: the process may be in the middle of something that has no end.
    if (how === "finished" && cause === "interrupt") await worker.over
    worker.heed(undefined)
    worker.hold(false)
    line.close()
    timers.forEach(clearTimeout)
    log.close()
    if (line.lost !== undefined) return { kind: "failed", failure: line.lost }
    if (how !== "finished" && "kind" in how) return { kind: "failed", failure: how }
    return endingOf({
      trial: job.trial,
      ...exitOf(how, talk.last.failure !== undefined),
      ...(cause !== undefined && { cause }),
      ...limitOf(cause === "silence" ? noReport : limit),
      ...talk.last,
      last: line.last,
      step: line.lastStep,
      tail: errors.all.length > 0 ? errors.all : outputs.all,
      oomKills: kills === undefined ? 0 : (oomKills() ?? kills) - kills,
      detail: { log: places.log, ...(talk.ignored > 0 && { ignored: talk.ignored }) },
    })
  })
  const stop = (how: StopReason): void => {
    if (over) return
    if (how !== "decision") return end("interrupt")
    // A report under way brings the decision with its reason.
    void line.settled().then(() => {
      if (over || line.held !== undefined) return
      line.hold(stopped)
      if (talk.leaves) talk.tell(stopped)
      else worker.end(grace)
    })
  }
  return { ended, stop }
}

/** What a process is asked to run. */
const requestOf = ({ trial, attempt, config, seed, fidelity, fidelityMax, resume }: Job, places: Places, limit: number | undefined) => ({
  ...{ op: "trial", trial, attempt, config, seed },
  ...(fidelity !== undefined && { fidelity }),
  ...(fidelityMax !== undefined && { fidelity_max: fidelityMax }),
  ...(resume !== undefined && { resume: resume.step, ...(resume.path !== undefined && { resume_from: resume.path }) }),
  ...(limit !== undefined && { deadline: limit / 1000 }),
  dir: places.folder,
  checkpoints: places.checkpoints,
})

/** What the trial would find in its environment, were it started as a process; its mark and its file of messages are the process's own. */
function variablesOf({ variables }: Warm, job: Job, places: Places, limit: number | undefined): Readonly<Record<string, string>> {
  const all = { ...variables?.(job), ...environment(job, places, limit === undefined ? undefined : Date.now() + limit) }
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== attemptVariable && name !== "DIAPASON_OUT"))
}

const limitOf = (limit: number | undefined): { limit?: number } => (limit === undefined ? {} : { limit })

/** A process that stays has no exit: its trial ended as well as its last word says. */
const exitOf = (how: "finished" | Exit | Failure, failed: boolean): Exit =>
  how === "finished" || "kind" in how ? { exit: failed ? null : 0, signal: null } : how

/** What a process may say beside, for whoever reads its lines in a log. */
const ownFields: ReadonlySet<string> = new Set(["trial", "state"])

/** Milliseconds in which a process may end a trial that took too long by itself, and stay. */
const leeway = 1000

/** Whether a printed line is meant for us and not for a log. `ready` says that a process has begun, and asks for nothing. */
const isMessage = (line: Line): boolean =>
  line.kind === "huge" || (line.text.startsWith("{") && /"type"\s*:/.test(line.text) && !/^\{\s*"type"\s*:\s*"ready"/.test(line.text))

const stopped: Decision = { action: "stop", why: "the trial has ended" }
