import { startKubernetes, type KubernetesCluster } from "@diapason/testkit/kubernetes"
import { within } from "@diapason/testkit"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Begun } from "../cli/diapason.ts"
import { followed, killedAndFollowed, refused, studyIn } from "./cluster-study.ts"

const { KBIN } = process.env
let cluster: KubernetesCluster

/** Six short trainings, in pods that do not see its folder. */
const study = (more: object = {}): string =>
  studyIn(cluster.folder, {
    executor: {
      ...{ type: "kubernetes", image: "diapason.test/trial:1", image_pull_policy: "Never", kubeconfig: cluster.kubeconfig, every: "200ms" },
      template: { spec: { template: { spec: { hostNetwork: true } } } },
      ...more,
    },
    ...{ trials: 6, slots: 3, shell: "/bin/sh" },
    script: 'for i in 1 2 3; do echo "step $i loss=$(echo "$1 $i" | awk "{print \\$1 / \\$2}")"; sleep "$1"; sleep 0.5; done',
  })

describe.runIf(KBIN !== undefined)("a study on a real Kubernetes", () => {
  beforeAll(async () => {
    cluster = await startKubernetes(KBIN!)
  }, 120_000)
  afterAll(() => cluster.close(), 60_000)

  it("goes on after its conductor was killed: the same command follows the jobs, and nothing runs twice or is forgotten", async () => {
    const ripe = (first: Begun): Promise<void> => within(60_000, first.seen(/complete/), "a first trial that is complete")
    const events = await killedAndFollowed(study(), { trials: 6, ripe })
    expect(followed(events).adopted, "some were followed on").toBeGreaterThan(0)
    const jobs = (await cluster.ask("GET", "/apis/batch/v1/namespaces/default/jobs")) as { readonly items: readonly unknown[] }
    expect(jobs.items).toHaveLength(6)
    const pods = (await cluster.ask("GET", "/api/v1/namespaces/default/pods")) as { readonly items: readonly unknown[] }
    expect(pods.items).toHaveLength(6)
  }, 180_000)

  it("of an image that is not there says so", async () => {
    expect(await refused(study({ image: "diapason.test/none:1" }))).toMatch(/ErrImageNeverPull/)
  }, 120_000)

  it("in a namespace that is not there says so, with the fix", async () => {
    const said = await refused(study({ namespace: "nowhere" }))
    expect(said).toMatch(/namespaces "nowhere" not found/)
    expect(said).toMatch(/kubectl create namespace nowhere/)
  }, 120_000)
})
