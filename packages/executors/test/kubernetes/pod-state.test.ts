import { describe, expect, it } from "vitest"
import type { KubeJob, KubePod } from "../../src/kubernetes/objects.ts"
import { patient } from "../../src/kubernetes/patience.ts"
import { stateOf, type Seen } from "../../src/kubernetes/pod-state.ts"
import { recorded, recordedEvents } from "./control-plane.ts"

// The objects are recordings of a real control plane and kubelet, or a recorded pod with another status where that could not be had there.

interface Event<T> {
  readonly type: string
  readonly object: T
}
const watch = <T>(name: string): Event<T>[] => recordedEvents(name).map((line) => JSON.parse(line) as Event<T>)
const nameOf = (job: KubeJob | KubePod): string => job.metadata.name.replace(/-.*/, "")

/** Every state that each job went through, as both recorded watches tell it, one after another. */
function histories(): Map<string, Seen[]> {
  const [jobs, pods] = [new Map<string, KubeJob>(), new Map<string, KubePod>()]
  const seen = new Map<string, Seen[]>()
  const note = (name: string): void => {
    const state = stateOf(jobs.get(name), pods.get(name))
    const before = seen.get(name) ?? []
    if (JSON.stringify(before.at(-1)) !== JSON.stringify(state)) seen.set(name, [...before, state])
  }
  const all = [...watch<KubeJob>("watch-jobs"), ...watch<KubePod>("watch-pods")].toSorted(
    (a, b) => Number(a.object.metadata.resourceVersion) - Number(b.object.metadata.resourceVersion),
  )
  for (const { object } of all) {
    const name = nameOf(object)
    if ("kind" in object && object.kind === "Job") jobs.set(name, object)
    else pods.set(name, object as KubePod)
    note(name)
  }
  return seen
}

describe("the recorded jobs", () => {
  const seen = histories()
  const kinds = (name: string): string[] => seen.get(name)!.map(({ kind }) => kind)
  const last = (name: string): Seen => seen.get(name)!.at(-1)!

  it("that ends well waits, runs, and ends with 0", () => {
    expect([...new Set(kinds("t0"))]).toEqual(["waiting", "running", "ended"])
    expect(last("t0")).toEqual({ kind: "ended", end: { exit: 0, words: "Completed (exit code 0) on localhost", node: "localhost" } })
  })
  it("that fails ends with its exit code", () =>
    expect(last("t1")).toEqual({ kind: "ended", end: { exit: 3, words: "Error (exit code 3) on localhost", node: "localhost" } }))
  it("that is too late ends by its time limit", () => expect(last("t2")).toMatchObject({ end: { cause: "timeout", signal: "SIGKILL" } }))
  it("that is deleted ends as cancelled, with its signal", () =>
    expect(last("t3")).toMatchObject({ end: { cause: "cancelled", signal: "SIGTERM" } }))
  it("that fits on no node waits, and says why", () => {
    expect(last("t4")).toMatchObject({ kind: "waiting", never: "unless" })
    expect((last("t4") as { why: string }).why).toMatch(/^Unschedulable: 0\/1 nodes are available: 1 Insufficient cpu/)
  })
  it("whose image is not there waits for ever", () =>
    expect(last("t5")).toEqual({
      kind: "waiting",
      never: "surely",
      why: 'ErrImageNeverPull: Container image "diapason.test/none:1" is not present with pull policy of Never',
    }))
  it("never goes back from an end", () => {
    for (const states of seen.values()) expect(states.slice(0, -1).filter(({ kind }) => kind === "ended").length).toBeLessThanOrEqual(1)
  })
})

const lists = <T>(name: string): readonly T[] => (JSON.parse(recorded(`${name}.body`)) as { readonly items: readonly T[] }).items
const failedPod = lists<KubePod>("list-pods").find((pod) => nameOf(pod) === "t1")!
const waitingPod = lists<KubePod>("list-pods").find((pod) => nameOf(pod) === "t5")!
const job = lists<KubeJob>("list-jobs").find((one) => one.metadata.name === "t4")!

describe("a pod that ended otherwise", () => {
  const state = (terminated: object | undefined, status: object = {}): unknown =>
    stateOf(job, {
      ...failedPod,
      status: {
        ...failedPod.status,
        containerStatuses: [{ name: "trial", state: terminated === undefined ? {} : { terminated } }],
        ...status,
      },
    } as KubePod)
  const disrupted = (reason: string): object => ({
    conditions: [{ type: "DisruptionTarget", status: "True", reason, message: "as it had to" }],
  })

  it.each([
    ["by its memory limit", { exitCode: 137, reason: "OOMKilled" }, {}, { cause: "oom", signal: "SIGKILL" }],
    [
      "evicted for the memory of its node",
      { exitCode: 137, reason: "Error" },
      { reason: "Evicted", message: "low on memory" },
      { cause: "preempted" },
    ],
    ["by the scheduler for another", { exitCode: 143, reason: "Error" }, disrupted("PreemptionByScheduler"), { cause: "preempted" }],
    ["by a drain of its node", { exitCode: 143, reason: "Error" }, disrupted("EvictionByEvictionAPI"), { cause: "preempted" }],
    [
      "as its node shut down",
      { exitCode: 137, reason: "Error" },
      { reason: "Terminated", ...disrupted("TerminationByKubelet") },
      { cause: "preempted" },
    ],
    ["as its node was lost", undefined, { reason: "NodeLost", message: "node n2 is gone" }, { cause: "infra" }],
    [
      "as its node does not answer",
      { exitCode: 137, reason: "ContainerStatusUnknown" },
      disrupted("DeletionByTaintManager"),
      { cause: "infra" },
    ],
    ["as its node was taken away", undefined, disrupted("DeletionByPodGC"), { cause: "infra" }],
    [
      "as its node would not have it",
      undefined,
      { reason: "OutOfcpu", message: "Node didn't have enough resource: cpu" },
      { cause: "infra" },
    ],
    ["by its own deadline", { exitCode: 143, reason: "Error" }, { reason: "DeadlineExceeded" }, { cause: "timeout" }],
    ["as its program is not there", { exitCode: 128, reason: "StartError", message: 'exec: "nope": not found' }, {}, { cause: "launch" }],
    ["by a signal", { exitCode: 139, reason: "Error" }, {}, { signal: "SIGSEGV" }],
    ["with 255, which is no signal", { exitCode: 255, reason: "Error" }, {}, { exit: 255 }],
  ])("%s", (_, terminated, status, end) => {
    expect(state(terminated, status)).toMatchObject({ kind: "ended", end })
    expect((state(terminated, status) as { end: object }).end).not.toHaveProperty("signal" in end ? "exit" : "nothing")
  })

  it("and is gone: its job says how, or that nobody knows", () => {
    const by = (type: string, reason: string): unknown =>
      stateOf({ metadata: { name: "t" }, status: { conditions: [{ type, status: "True", reason, message: "so it was" }] } }, undefined)
    expect(by("Complete", "CompletionsReached")).toMatchObject({ kind: "ended", end: { exit: 0 } })
    expect(by("Failed", "DeadlineExceeded")).toMatchObject({ kind: "ended", end: { cause: "timeout" } })
    expect(by("Failed", "PodFailurePolicy")).toMatchObject({ kind: "ended", end: { cause: "preempted" } })
    expect(by("Failed", "BackoffLimitExceeded")).toMatchObject({ kind: "ended", end: { cause: "infra" } })
    expect(stateOf(undefined, undefined)).toEqual({ kind: "unknown" })
  })
})

describe("a pod whose node does not answer", () => {
  const silent = (reason: string): KubePod => ({
    ...failedPod,
    metadata: { ...failedPod.metadata, deletionTimestamp: "2026-11-23T20:50:00Z", deletionGracePeriodSeconds: 30 },
    status: { phase: "Running", conditions: [{ type: "DisruptionTarget", status: "True", reason, message: "NoExecute taint" }] },
  })
  it("runs for all that is known, until it should have ended", () => {
    expect(stateOf(job, silent("DeletionByTaintManager"))).toEqual({
      ...{ kind: "running", node: "localhost" },
      silent: { grace: 30_000, words: "its node does not answer (DeletionByTaintManager: NoExecute taint)" },
    })
    expect(stateOf(job, silent("EvictionByEvictionAPI"))).toEqual({ kind: "running", node: "localhost" })
  })
  it("is lost when its time to end is over", () => {
    const gone = { kind: "running", silent: { grace: -10_000, words: "gone" } } as const
    expect(patient(0)("t", gone)).toEqual({ kind: "ended", end: { cause: "infra", words: "gone" } })
    expect(patient(0)("t", { ...gone, silent: { grace: 0, words: "gone" } })).toEqual({ kind: "running" })
  })
})

describe("a pod that cannot start", () => {
  const waits = (reason: string, message = ""): unknown =>
    stateOf(job, {
      ...waitingPod,
      status: { ...waitingPod.status, containerStatuses: [{ name: "trial", state: { waiting: { reason, message } } }] },
    } as KubePod)
  it.each([
    ["InvalidImageName", "couldn't parse image name", "surely"],
    ["CreateContainerConfigError", 'configmap "x" not found', "surely"],
    ["ErrImagePull", "pull access denied, repository does not exist", "surely"],
    ["ImagePullBackOff", 'Back-off pulling image "x": manifest unknown', "surely"],
    ["ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout", "unless"],
  ])("%s: %s", (reason, message, never) => {
    expect(waits(reason, message)).toEqual({ kind: "waiting", why: `${reason}: ${message}`, never })
  })
  it("is none while its container is made", () => expect(waits("ContainerCreating")).toEqual({ kind: "waiting" }))
  it("is one whose events say that a volume is missing", () => {
    const pod = { ...waitingPod, status: { ...waitingPod.status, containerStatuses: [] } }
    const why = 'FailedMount: MountVolume.SetUp failed for volume "work"'
    expect(stateOf(job, pod, [why])).toEqual({ kind: "waiting", why, never: "unless" })
  })
  it("waits without a word where others fill the nodes", () => {
    const message =
      "0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod."
    const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }]
    expect(stateOf(job, { ...waitingPod, status: { phase: "Pending", conditions } })).toEqual({
      kind: "waiting",
      why: `Unschedulable: ${message}`,
    })
  })
})
