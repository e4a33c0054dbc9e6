import type { Ending, Failure, Job, Running, StopReason, TrialLink } from "@diapason/core"
import { stopped } from "../attempt-link.ts"
import type { ReadRules } from "../capture/rules.ts"
import { attemptVariable } from "../process/attempt-variable.ts"
import { endingOf } from "../process/ending.ts"
import { environment } from "../process/environment.ts"
import { countOomKills } from "../process/oom-kills.ts"
import { placesOf, prepare, type Places } from "../process/places.ts"
import { ears } from "./ears.ts"
import type { Warm } from "./settings.ts"
import type { Exit, Worker } from "./worker.ts"

/**
 * Runs one trial on a process that waits for one. The process is fit for the next one afterwards, or has been ended.
 * @param halfway called when half of the trial's time is over
 */
export function runOn(worker: Worker, options: Warm, rules: ReadRules, job: Job, link: TrialLink, halfway: () => void): Running {
  const places = placesOf(options.dir ?? ".diapason", job)
  prepare(places, job)
  const heard = ears(worker, options, rules, job, link, places)
  const { leaving, line, talk, finished } = heard
  const kills = countOomKills()
  const limit = options.limit?.()
  if (limit !== undefined) {
    leaving.later(() => leaving.end("timeout"), limit + leeway)
    leaving.later(halfway, limit / 2)
  }
  worker.say(`${JSON.stringify({ ...requestOf(job, places, limit), env: variablesOf(options, job, places, limit) })}\n`)

  const ended = Promise.race([finished, worker.over]).then(async (how): Promise<Ending> => {
    await line.settled()
    leaving.done()
    // Said after its last word: the process may be in the middle of something that has no end.
    if (how === "finished" && leaving.cause === "interrupt") await worker.over
    heard.release()
    if (line.lost !== undefined) return { kind: "failed", failure: line.lost }
    if (how !== "finished" && "kind" in how) return { kind: "failed", failure: how }
    const { cause } = leaving
    return endingOf({
      trial: job.trial,
      ...exitOf(how, talk.last.failure !== undefined),
      cause,
      limit: cause === "silence" ? options.noReport : limit,
      ...talk.last,
      last: line.last,
      step: line.lastStep,
      tail: heard.lastWords(),
      oomKills: kills(),
      detail: { log: places.log, ...(talk.ignored > 0 && { ignored: talk.ignored }) },
    })
  })
  const stop = (how: StopReason): void => {
    if (leaving.over) return
    if (how !== "decision") return leaving.end("interrupt")
    // A report under way brings the decision with its reason.
    void line.settled().then(() => {
      if (leaving.over || line.held !== undefined) return
      line.hold(stopped)
      if (talk.leaves) talk.tell(stopped)
      else leaving.terminate()
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

/** A process that stays has no exit: its trial ended as well as its last word says. */
const exitOf = (how: "finished" | Exit | Failure, failed: boolean): Exit =>
  how === "finished" || "kind" in how ? { exit: failed ? null : 0, signal: null } : how

/** Milliseconds in which a process may end a trial that took too long by itself, and stay. */
const leeway = 1000
