import type { JobEnd } from "@diapason/core"
import type { Heed } from "./follow.ts"
import type { KubeJob, KubePod } from "./objects.ts"
import { stateOf, type Seen } from "./pod-state.ts"

/** What is known of jobs and their pods. */
export interface Shelf {
  readonly jobs: Heed<KubeJob>
  readonly pods: Heed<KubePod>
  job(name: string): KubeJob | undefined
  /** The pod of a job, while it is there. */
  pod(job: string): KubePod | undefined
  state(name: string, events?: readonly string[]): Seen
  /** From now on this job is one that this process wants to end. */
  ending(name: string): void
}

export function shelf(): Shelf {
  const jobs = new Map<string, KubeJob>()
  const pods = new Map<string, KubePod>()
  /** Of jobs that are gone. */
  const ends = new Map<string, JobEnd>()
  const wanted = new Set<string>()
  /** How a job ended is told once: what is left of it when it is taken away says less. */
  const settle = (name: string): void => {
    if (ends.has(name)) return
    const seen = stateOf(jobs.get(name), pods.get(name))
    if (seen.kind === "ended") ends.set(name, seen.end)
  }
  const dropJob = (name: string): void => {
    settle(name)
    if (!ends.has(name) && pods.get(name) === undefined && wanted.has(name)) ends.set(name, cancelled)
    jobs.delete(name)
  }
  const shelved = (job: KubeJob): void => void jobs.set(job.metadata.name, slim(job))
  const held = (pod: KubePod): void => {
    const name = jobOf(pod)
    if (name !== undefined) pods.set(name, slim(pod))
  }
  return {
    jobs: {
      put: shelved,
      gone(job) {
        shelved(job)
        dropJob(job.metadata.name)
        if (!ends.has(job.metadata.name) && !pods.has(job.metadata.name)) ends.set(job.metadata.name, cancelled)
      },
      whole(all) {
        const there = new Set(all.map(({ metadata }) => metadata.name))
        for (const name of [...jobs.keys()]) if (!there.has(name)) dropJob(name)
        all.forEach(shelved)
      },
    },
    pods: {
      put: held,
      gone(pod) {
        held(pod)
        const name = jobOf(pod)
        if (name === undefined) return
        settle(name)
        if (!jobs.has(name) && !ends.has(name)) ends.set(name, cancelled)
        pods.delete(name)
      },
      whole(all) {
        const there = new Set(all.map(jobOf))
        for (const name of [...pods.keys()]) {
          if (there.has(name)) continue
          settle(name)
          pods.delete(name)
        }
        all.forEach(held)
      },
    },
    job: (name) => jobs.get(name),
    pod: (name) => pods.get(name),
    state(name, events) {
      const end = ends.get(name)
      if (end !== undefined) return { kind: "ended", end }
      const seen = stateOf(jobs.get(name), pods.get(name), events)
      // How its program ended stays known when the pod has been taken away.
      if (seen.kind === "ended" && pods.has(name)) ends.set(name, seen.end)
      return seen
    },
    ending: (name) => void wanted.add(name),
  }
}

const cancelled: JobEnd = { cause: "cancelled", words: "the job was deleted" }

/** The job that a pod belongs to, by the label that the controller of jobs gives. */
const jobOf = ({ metadata: { labels } }: KubePod): string | undefined => labels?.["batch.kubernetes.io/job-name"] ?? labels?.["job-name"]

/** Without what is only ballast here: who changed which field. */
function slim<T extends KubeJob | KubePod>(object: T): T {
  const {
    managedFields: _,
    annotations: _a,
    ...metadata
  } = object.metadata as T["metadata"] & { managedFields?: unknown; annotations?: unknown }
  return { metadata, status: object.status, ...("spec" in object && { spec: { nodeName: object.spec?.nodeName } }) } as unknown as T
}
