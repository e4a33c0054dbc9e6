import { fault, type Engine, type EngineJob, type JobState, type Submitted } from "@diapason/core"
import { api as apiOf, type Api } from "./api.ts"
import { follow } from "./follow.ts"
import { jobSpec } from "./job-spec.ts"
import type { KubeJob, KubePod } from "./objects.ts"
import type { KubernetesOptions } from "./options.ts"
import { outputs } from "./outputs.ts"
import { patient } from "./patience.ts"
import { notTaken, refusal } from "./said-no.ts"
import { shelf } from "./shelf.ts"
import { whyNot } from "./why-not.ts"

/**
 * Kubernetes as an engine: each job is a Job of batch/v1 with one pod. A job's name is its id. Calls reject with D445 when the cluster cannot
 * be asked, D446 for a right that is missing, D447 for credentials that it does not accept and D448 for a kubeconfig that says nothing of use.
 *
 * Throws D449 for settings that no job can be made of.
 */
export function kubernetes(options: KubernetesOptions): Engine {
  checkOptions(options)
  const api = apiOf(options)
  const known = shelf()
  const jobs = follow<KubeJob>(api, "jobs", known.jobs)
  const pods = follow<KubePod>(api, "pods", known.pods)
  // Pods first: what a job's end means is said by its pod.
  const settle = (): Promise<void> => pods.current().then(() => jobs.current())
  const printed = outputs(api, known, settle)
  const why = whyNot(api)
  const judged = patient(options.patience ?? 600_000)
  const look = async (id: string): Promise<JobState> => {
    const job = known.job(id)
    const pod = known.pod(id)
    let seen = known.state(id)
    if (seen.kind === "ended" && job !== undefined && over(job) && !podOver(pod)) {
      // The two watches are not in step: the pod may say more than the job.
      for (const one of await podsOf(api, id)) known.pods.put(one)
      seen = known.state(id)
    }
    if (seen.kind === "waiting" && seen.why === undefined) seen = known.state(id, await why(id, pod?.metadata.name))
    return judged(id, seen)
  }
  return {
    name: "kubernetes",
    submit: (asked) => inTurn(asked, 8, (job) => handIn(api, jobSpec(job, options), job, (made) => known.jobs.put(made))),
    async find(names) {
      const found = await inTurn(names, 16, (name) => existing(api, name))
      for (const job of found) if (job !== undefined) known.jobs.put(job)
      return new Map(names.filter((_, i) => found[i] !== undefined).map((name) => [name, name]))
    },
    async look(ids) {
      if (ids.length === 0) return new Map()
      await settle()
      return new Map(await inTurn(ids, 16, async (id) => [id, await look(id)] as const))
    },
    output: (id) => printed.of(id),
    async end(id, grace) {
      const job = await existing(api, id)
      if (job === undefined || over(job) || job.metadata.deletionTimestamp !== undefined) return
      await settle()
      known.jobs.put(job)
      const { kind } = known.state(id)
      // Its pod has ended, and the job says so in a moment.
      if (kind === "ended") return
      known.ending(id)
      if (kind === "running") await printed.keep(id)
      const answer = await api.ask({ method: "DELETE", path: `jobs/${id}`, body: { propagationPolicy: "Foreground" } })
      if (answer.status >= 300 && answer.status !== 404) throw refusal(answer, await api.access())
      const pod = known.pod(id)?.metadata.name
      // Its own grace is the longest one. Who may not shorten it waits that long.
      if (pod !== undefined)
        await api.ask({ method: "DELETE", path: `pods/${pod}`, body: { gracePeriodSeconds: Math.max(1, Math.ceil(grace / 1000)) } })
    },
  }
}

function checkOptions({ image, template }: KubernetesOptions): void {
  if (typeof image !== "string" || image.trim() === "")
    throw fault("D449", {
      setting: "image",
      problem: "it names none",
      mend: "name the image that has the training script and what it needs",
    })
  if (template !== undefined && (typeof template !== "object" || template === null || Array.isArray(template)))
    throw fault("D449", {
      setting: "template",
      problem: "it is no mapping",
      mend: "write it as the part of a Job that is to be different: {spec: {…}}",
    })
}

async function handIn(api: Api, made: object, job: EngineJob, heed: (job: KubeJob) => void): Promise<Submitted> {
  const answer = await api.ask({ method: "POST", path: "jobs", body: made })
  if (answer.status === 201) {
    heed(answer.body as KubeJob)
    return { kind: "submitted", id: job.name }
  }
  // It was handed in before, by whomever: a name belongs to one job for ever.
  if (answer.status === 409) return { kind: "submitted", id: job.name }
  return notTaken(answer, await api.access())
}

async function existing(api: Api, name: string): Promise<KubeJob | undefined> {
  const answer = await api.ask({ method: "GET", path: `jobs/${name}` })
  if (answer.status === 404) return undefined
  if (answer.status !== 200) throw refusal(answer, await api.access())
  return answer.body as KubeJob
}

async function podsOf(api: Api, job: string): Promise<readonly KubePod[]> {
  const answer = await api.ask({ method: "GET", path: "pods", query: { labelSelector: `batch.kubernetes.io/job-name=${job}` } })
  if (answer.status !== 200) throw refusal(answer, await api.access())
  return (answer.body as { readonly items: readonly KubePod[] }).items
}

const over = ({ status }: KubeJob): boolean =>
  status?.conditions?.some(({ type, status: holds }) => (type === "Complete" || type === "Failed") && holds === "True") === true

const podOver = (pod: KubePod | undefined): boolean => pod?.status?.phase === "Succeeded" || pod?.status?.phase === "Failed"

/** At most `width` at a time; the answers in order. */
async function inTurn<A, B>(all: readonly A[], width: number, one: (a: A) => Promise<B>): Promise<B[]> {
  const answers: B[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let i = next++; i < all.length; i = next++) answers[i] = await one(all[i]!)
  }
  await Promise.all(Array.from({ length: Math.min(width, all.length) }, lane))
  return answers
}
