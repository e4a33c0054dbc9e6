import type { JobEnd, JobState } from "@diapason/core"
import { trialContainer, type Condition, type KubeJob, type KubePod } from "./objects.ts"
import { podEnd } from "./pod-end.ts"
import { jobWait, type Wait } from "./pod-wait.ts"

/** How a job is; of one that waits, how sure it is that it never starts; of one that runs, whether its node does not answer. */
export type Seen =
  | Exclude<JobState, { kind: "waiting" | "running" }>
  | ({ readonly kind: "waiting" } & Wait)
  | { readonly kind: "running"; readonly node?: string; readonly silent?: Silence }

/** A pod whose node does not answer: the cluster has asked for its end, and hears nothing. */
interface Silence {
  /** Milliseconds that it has to end. */
  readonly grace: number
  readonly words: string
}

/**
 * How a job is, from the objects of the job and its pod. The end is told by the pod as soon as it is over, which is some moments before the
 * job's own conditions; these tell it where the pod is gone. `events` name what keeps the job from starting where the pod does not.
 */
export function stateOf(job: KubeJob | undefined, pod: KubePod | undefined, events: readonly string[] = []): Seen {
  const own = pod && podEnd(pod)
  const end = own === undefined ? job && jobEnd(job) : own.cause === undefined ? { ...own, ...wanted(own, job, pod!) } : own
  if (end !== undefined) return { kind: "ended", end }
  if (job === undefined && pod === undefined) return { kind: "unknown" }
  const node = pod?.spec?.nodeName
  const state = pod?.status?.containerStatuses?.find(({ name }) => name === trialContainer)?.state
  if (state?.running !== undefined || state?.terminated !== undefined || pod?.status?.phase === "Running")
    return { kind: "running", ...(node !== undefined && { node }), ...silenceOf(pod) }
  return { kind: "waiting", ...jobWait(job ?? pod!, pod, events) }
}

/** A node that is gone leaves its pods as they were last, and the cluster waits for its word for ever. */
function silenceOf({ metadata, status }: Partial<KubePod> = {}): { readonly silent?: Silence } {
  const taken = status?.conditions?.find(({ type, reason }) => type === "DisruptionTarget" && reason === "DeletionByTaintManager")
  if (metadata?.deletionTimestamp === undefined || (taken === undefined && status?.reason !== "NodeLost")) return {}
  const words = [status?.reason ?? taken?.reason, status?.message ?? taken?.message].filter((part) => part !== undefined).join(": ")
  return { silent: { grace: 1000 * (metadata.deletionGracePeriodSeconds ?? 0), words: `its node does not answer (${words})` } }
}

/** Who wanted the end of a program that would have gone on: the job's time limit, or somebody who deleted it. */
function wanted(own: JobEnd, job: KubeJob | undefined, pod: KubePod): Partial<JobEnd> {
  const late = job?.status?.conditions?.find(({ reason, status }) => reason === "DeadlineExceeded" && status === "True")
  if (late !== undefined) return { cause: "timeout", words: `${late.reason}: ${late.message ?? own.words}` }
  const deleted = job?.metadata.deletionTimestamp ?? pod.metadata.deletionTimestamp
  return deleted === undefined || own.exit === 0 ? {} : { cause: "cancelled", words: `${own.words}, as it was deleted` }
}

/** What the conditions of a job say, where it has no pod any more. */
function jobEnd({ metadata, status }: KubeJob): JobEnd | undefined {
  const has = (type: string): Condition | undefined =>
    status?.conditions?.find((condition) => condition.type === type && condition.status === "True")
  if (has("Complete") !== undefined) return { exit: 0, words: "Completed" }
  const failed = has("Failed")
  if (failed === undefined) return undefined
  const { reason = "Failed", message = "" } = failed
  const words = `${reason} of job ${metadata.name}${message === "" ? "" : `: ${message}`}`
  if (reason === "DeadlineExceeded") return { cause: "timeout", words }
  if (reason === "PodFailurePolicy") return { cause: "preempted", words }
  // Its pod failed and was taken away before anybody saw how.
  return { cause: "infra", words }
}
