import { constants } from "node:os"
import type { JobEnd } from "@diapason/core"
import { trialContainer, type KubePod, type Terminated } from "./objects.ts"

/** How a pod ended; undefined while it has not. */
export function podEnd(pod: KubePod): JobEnd | undefined {
  const { phase } = pod.status ?? {}
  if (phase !== "Succeeded" && phase !== "Failed") return undefined
  const node = pod.spec?.nodeName
  const terminated = terminatedOf(pod)
  const own = terminated === undefined ? {} : programEnd(terminated)
  const outside = phase === "Failed" ? outsideCause(pod) : undefined
  return {
    ...(outside === undefined && phase === "Succeeded" ? { exit: 0 } : {}),
    ...own,
    ...outside,
    words: [outside?.words ?? wordsOf(terminated, phase), node === undefined ? "" : `on ${node}`].filter((part) => part !== "").join(" "),
    ...(node !== undefined && { node }),
  }
}

/** The trial's container, or one that was to prepare it and failed. */
const terminatedOf = ({ status = {} }: KubePod): Terminated | undefined =>
  status.containerStatuses?.find(({ name }) => name === trialContainer)?.state?.terminated ??
  status.initContainerStatuses?.map(({ state }) => state?.terminated).find((state) => state !== undefined && state.exitCode !== 0)

/** The program's own part: its exit code or signal, whether memory ended it, or whether it could not even begin. */
function programEnd({ exitCode, signal, reason }: Terminated): Pick<JobEnd, "exit" | "signal" | "cause"> {
  if (reason === "OOMKilled") return { signal: "SIGKILL", cause: "oom" }
  if (reason === "StartError" || reason === "ContainerCannotRun") return { cause: "launch" }
  // The status is lost with its node: the kubelet makes up an exit code.
  if (reason === "ContainerStatusUnknown") return {}
  const number = signal !== undefined && signal !== 0 ? signal : exitCode > 128 ? exitCode - 128 : 0
  const name = Object.entries(constants.signals).find(([, value]) => value === number)?.[0]
  return name === undefined ? { exit: exitCode } : { signal: name }
}

/** Why a pod was ended from outside; undefined where nothing but its program ended it. */
function outsideCause({ status = {} }: KubePod): Required<Pick<JobEnd, "cause" | "words">> | undefined {
  const { reason = "", message } = status
  const disrupted = status.conditions?.find(({ type, status: holds }) => type === "DisruptionTarget" && holds === "True")
  const words = [reason, disrupted?.reason, disrupted?.message ?? message].filter((part) => part !== undefined && part !== "").join(": ")
  if (reason === "DeadlineExceeded") return { cause: "timeout", words }
  if (reason === "NodeLost" || nodeGone.has(disrupted?.reason ?? "")) return { cause: "infra", words }
  if (disrupted !== undefined || preempting.has(reason)) return { cause: "preempted", words }
  if (terminatedOf({ metadata: { name: "" }, status }) === undefined || lostStatus(status)) {
    // Its node would not have it, or nobody knows how it ended there.
    return { cause: "infra", words: words || "the pod failed without a word" }
  }
  return undefined
}

const lostStatus = (status: NonNullable<KubePod["status"]>): boolean =>
  terminatedOf({ metadata: { name: "" }, status })?.reason === "ContainerStatusUnknown"

/** Reasons of DisruptionTarget that mean that the node is gone or does not answer. */
const nodeGone: ReadonlySet<string> = new Set(["DeletionByPodGC", "DeletionByTaintManager"])

/** Reasons of a pod that was ended for others: for memory or disk of its node, by a more important one, as its node shuts down. */
const preempting: ReadonlySet<string> = new Set(["Evicted", "Preempting", "Terminated", "NodeShutdown", "Shutdown"])

function wordsOf(terminated: Terminated | undefined, phase: string): string {
  if (terminated === undefined) return phase
  const { reason = phase, message = "", exitCode } = terminated
  return `${reason} (exit code ${exitCode})${message === "" ? "" : `: ${message.trim()}`}`
}
