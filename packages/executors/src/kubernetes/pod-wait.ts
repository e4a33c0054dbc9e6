import type { ContainerStatus, KubePod, Meta } from "./objects.ts"

/** Why a job does not run yet. */
export interface Wait {
  readonly why?: string
  /** How sure it is that it never will: `surely` as it stands, `unless` somebody or something brings what is missing. */
  readonly never?: "surely" | "unless"
}

/** Why a job waits, by its pod, or by the events of a job that has none. */
export function jobWait({ metadata }: { readonly metadata: Meta }, pod: KubePod | undefined, events: readonly string[]): Wait {
  if (metadata.deletionTimestamp !== undefined || pod?.metadata.deletionTimestamp !== undefined) return { why: "it is being deleted" }
  const [event] = events
  if (pod === undefined) return event === undefined ? {} : { why: event, never: "unless" }
  const scheduled = pod.status?.conditions?.find(({ type }) => type === "PodScheduled")
  if (scheduled?.status === "False") return unscheduled(scheduled.reason ?? "Pending", scheduled.message ?? "")
  const waiting = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
  for (const one of waiting) {
    const stuck = containerWait(one)
    if (stuck !== undefined) return stuck
  }
  return event === undefined ? {} : { why: event, never: "unless" }
}

/**
 * A pod that fits on no node even if that were empty waits for a new one: the scheduler says so of each node with "Preemption is not helpful".
 */
function unscheduled(reason: string, message: string): Wait {
  const why = `${reason}: ${message}`
  const counted = /(\d+)\/(\d+) nodes are available/.exec(message)
  const helpless = /(\d+) Preemption is not helpful for scheduling/.exec(message)
  const hopeless = counted !== null && (counted[2] === "0" || counted[2] === helpless?.[1])
  return hopeless ? { why, never: "unless" } : { why }
}

function containerWait({ state }: ContainerStatus): Wait | undefined {
  const { reason, message } = state?.waiting ?? {}
  if (reason === undefined || ordinary.has(reason)) return undefined
  const why = `${reason}${message === undefined ? "" : `: ${message}`}`
  const pulled = reason === "ErrImagePull" || reason === "ImagePullBackOff"
  return {
    why,
    never: pulled && !/not found|does not exist|denied|unauthorized|manifest unknown/i.test(message ?? "") ? "unless" : "surely",
  }
}

/** What every container goes through. */
const ordinary: ReadonlySet<string> = new Set(["ContainerCreating", "PodInitializing"])
