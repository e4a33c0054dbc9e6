import type { EngineJob, Submitted } from "@diapason/core"
import { jsonOf, lastLine, type RayApi } from "./api.ts"
import { tooMuch, type Amounts } from "./capacity.ts"
import { entrypoint } from "./entrypoint.ts"
import type { RayOptions } from "./settings.ts"

/** Hands one job in, under its name as its id. What no node can ever hold is not handed in: Ray would keep it for a quarter of an hour. */
export function handIn(api: RayApi, options: RayOptions): (job: EngineJob) => Promise<Submitted> {
  const fits = new Set<string>()
  return async (job) => {
    const amounts = amountsOf(job, options)
    const size = JSON.stringify(amounts)
    const why = options.grows === true || fits.has(size) ? undefined : await tooMuch(api, amounts)
    if (why !== undefined) return { kind: "refused", why, mend: lessOrMore }
    fits.add(size)
    const answer = await api.ask("POST", "/api/jobs/", requestOf(job, amounts, options))
    const text = answer.body.toString("utf8")
    const taken = answer.status === 200 && (jsonOf(answer) as { readonly submission_id?: unknown } | null)?.submission_id === job.name
    // It answers so for a job that it has, which was handed in when the answer was lost. Versions differ in the status.
    if (taken || text.includes(`submission_id ${job.name} already exists`)) return { kind: "submitted", id: job.name }
    if (answer.status === 400)
      return { kind: "refused", why: lastLine(text), mend: "see that resources and runtime_env are as this Ray takes them" }
    if (answer.status === 429 || text.includes("please try again later")) return { kind: "later", why: lastLine(text) }
    throw api.strange("a job was handed in, and the answer is", answer)
  }
}

const lessOrMore = "ask for less with resources:, add such a node, or say that the cluster grows where it adds nodes by itself"

/** Without any resource Ray would put every job on its head node, however many there are. */
function amountsOf({ resources: { cpus = 1, gpus = 0, memory = 0 } }: EngineJob, options: RayOptions): Amounts {
  return { CPU: cpus, GPU: gpus, memory, ...options.resources }
}

function requestOf(job: EngineJob, { CPU, GPU, memory, ...others }: Amounts, { runtimeEnv = {}, grace = 10_000 }: RayOptions): unknown {
  const { text, variables } = entrypoint(job)
  const { study, trial, attempt } = job.labels
  const own = runtimeEnv["env_vars"] as Readonly<Record<string, string>> | undefined
  const env_vars = { RAY_JOB_STOP_WAIT_TIME_S: String(Math.ceil(grace / 1000)), ...own, ...variables }
  return {
    entrypoint: text,
    submission_id: job.name,
    metadata: { study, trial: String(trial), attempt: String(attempt) },
    runtime_env: { ...runtimeEnv, env_vars },
    entrypoint_num_cpus: CPU,
    ...(GPU !== 0 && { entrypoint_num_gpus: GPU }),
    ...(memory !== 0 && { entrypoint_memory: memory }),
    ...(Object.keys(others).length > 0 && { entrypoint_resources: others }),
  }
}
