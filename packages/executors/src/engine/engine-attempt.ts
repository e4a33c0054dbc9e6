import { fault, type Ending, type EngineJob, type Job, type KnownSaid, type Running, type StopReason, type TrialLink } from "@diapason/core"
import { stopped } from "../attempt-link.ts"
import { commandLine } from "../process/command-line.ts"
import { environment } from "../process/environment.ts"
import { placesOf, prepare } from "../process/places.ts"
import { hearing, type Hearing } from "./hearing.ts"
import { jobEnding } from "./job-ending.ts"
import { jobName } from "./job-name.ts"
import { jobWatch, type JobWatch } from "./job-watch.ts"
import { nodePlaces } from "./node-places.ts"
import type { EngineJobs } from "./settings.ts"
import type { Attempt, Site } from "./site.ts"
import { unheard } from "./unheard.ts"
import { recordPort, recordedPort } from "./uplink-port.ts"

/** Hands one attempt in and follows it to its end; with `known`, follows the one that a dead conductor has handed in. */
export function engineAttempt(site: Site, job: Job, link: TrialLink, known?: KnownSaid): Running {
  const { options, troubled } = site
  const over = new AbortController()
  let cause: "interrupt" | undefined
  let gone = false
  let heard: Hearing | undefined
  let seen: JobWatch | undefined
  const trouble = (why: string): void => link.diagnostic("D468", fault("D468", { engine: site.engine.name, why }).words.what)
  troubled.add(trouble)

  const run = async (): Promise<Ending> => {
    const places = placesOf(options.dir, job)
    prepare(places, job)
    const node = options.mount === undefined ? undefined : nodePlaces(places, options.dir, options.mount)
    const name = jobName(job)
    const attempt: Attempt = { site, job, name, node, link: known === undefined ? link : unheard(link, known) }
    // Heard before it is handed in: a job may speak before the engine has said that it has it.
    heard = hearing(attempt, places)
    if (cause !== undefined) return interrupted
    const id = await (known === undefined ? handIn(attempt, over.signal) : find(attempt, over.signal))
    if (typeof id !== "string") return id
    seen = jobWatch({ site, id, trial: job.trial, link, hearing: heard })
    if (cause !== undefined) seen.leaving.end(cause)
    const end = await seen.ended
    if (end === undefined) return interrupted
    await heard.drain()
    if (heard.line.lost !== undefined) return { kind: "failed", failure: heard.line.lost }
    return jobEnding(end, {
      trial: job.trial,
      ...seen.leaving.told(),
      ...heard.facts(end.exit === 0),
      detail: { log: places.log, job: id },
    })
  }
  const ended = run()
    .catch((error: unknown): Ending => failedBefore(error))
    .finally(() => {
      troubled.delete(trouble)
      heard?.close()
    })
  return {
    ended,
    stop(how: StopReason) {
      if (how !== "decision") {
        cause = "interrupt"
        over.abort()
        seen?.leaving.end("interrupt")
        return
      }
      // A report under way brings the decision with its reason.
      void heard?.line.settled().then(() => {
        if (heard!.line.held !== undefined || gone) return
        heard!.talk.tell(stopped)
        heard!.line.hold(stopped)
      })
    },
    leave() {
      gone = true
      over.abort()
      seen?.letGo()
    },
  }
}

const interrupted: Ending = { kind: "failed", failure: { kind: "interrupted", message: "interrupted before it had finished" } }

const failedBefore = (error: unknown): Ending => ({
  kind: "failed",
  failure: { kind: "infra", message: `the job could not be made: ${error instanceof Error ? error.message : String(error)}` },
})

/** The id of the job, or why there is none. */
async function handIn(attempt: Attempt, takenBack: AbortSignal): Promise<string | Ending> {
  const { site, job } = attempt
  const handed = await site.queue.hand(await jobOf(attempt), takenBack)
  if (handed === undefined) return interrupted
  if (handed.kind === "submitted") {
    // It was taken back while the engine took it in.
    return handed.id
  }
  const message = `${site.engine.name} refuses the job of trial ${job.trial}: ${handed.why}. ${handed.mend}`
  return { kind: "failed", failure: { kind: "launch", message } }
}

/** The job that a dead conductor handed in. */
async function find({ site, job, name }: Attempt, takenBack: AbortSignal): Promise<string | Ending> {
  const places = placesOf(site.options.dir, job)
  const port = recordedPort(places)
  if (port !== undefined) await site.uplink?.inherit(port)
  const id = await site.queue.find(name, takenBack)
  if (id !== undefined) return id
  if (takenBack.aborted) return interrupted
  return { kind: "failed", failure: { kind: "infra", message: `${site.engine.name} does not know the job of its attempt any more` } }
}

async function jobOf({ site, job: asked, name, node }: Attempt): Promise<EngineJob> {
  const { options, uplink } = site
  // Nothing is left in the memory of another job: without a saved state it begins again.
  const { resume, ...fresh } = asked
  const job: Job =
    resume?.path === undefined
      ? fresh
      : { ...asked, resume: { ...resume, path: node === undefined ? resume.path : node.there(resume.path) } }
  const places = placesOf(options.dir, job)
  const seen = node?.places ?? places
  const talks = uplink === undefined ? {} : await uplink.variables(name)
  if (uplink?.port !== undefined) recordPort(places, uplink.port)
  const variables = { ...options.env, ...options.variables?.(job), ...environment(job, seen, undefined), ...talks }
  const { timeout, resources, cwd } = options
  return {
    name,
    command: commandLine(options, job, seen),
    env: node === undefined ? withoutFiles(variables, options.env) : variables,
    ...(cwd !== undefined && { cwd }),
    folder: places.folder,
    labels: { study: job.study, trial: job.trial, attempt: job.attempt },
    resources: { ...grown(resources, job.memoryFactor), ...(timeout !== undefined && { time: timeout }) },
  }
}

/** After attempts that ran out of memory it is given more. */
const grown = (resources: EngineJobs["resources"] = {}, factor = 1): NonNullable<EngineJobs["resources"]> =>
  resources.memory === undefined ? resources : { ...resources, memory: Math.ceil(resources.memory * factor) }

/** Without what names files that the nodes do not see, save where the settings say where they are. */
function withoutFiles(variables: Readonly<Record<string, string>>, own: EngineJobs["env"] = {}): Readonly<Record<string, string>> {
  const { DIAPASON_DIR: _, DIAPASON_PARAMS_FILE: _f, DIAPASON_CHECKPOINT_DIR: _c, DIAPASON_OUT: _o, ...rest } = variables
  return { ...rest, ...own }
}
