import { mkdtempSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { openStore } from "@diapason/stores"
import { startKubernetes, type KubernetesCluster } from "@diapason/testkit/kubernetes"
import { choose } from "@diapason/algorithms"
import { replay, type StudyEvent } from "@diapason/core"
import { within } from "@diapason/testkit"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { begin, diapason } from "../cli/diapason.ts"

const { KBIN } = process.env
let cluster: KubernetesCluster

/** A folder with a study of six short trainings, in pods that do not see it. */
function studyIn(more: object = {}): string {
  const dir = mkdtempSync(join(cluster.folder, "study-"))
  const script = 'for i in 1 2 3; do echo "step $i loss=$(echo "$1 $i" | awk "{print \\$1 / \\$2}")"; sleep "$1"; sleep 0.5; done'
  const config = {
    name: "cluster",
    command: ["/bin/sh", "-c", script, "train", "{x}"],
    space: { x: "0.1..1" },
    objectives: [{ metric: "loss", direction: "minimize" }],
    sampler: "random",
    budget: { trials: 6 },
    parallel: { slots: 3, canary: false },
    executor: {
      ...{ type: "kubernetes", image: "diapason.test/trial:1", image_pull_policy: "Never", kubeconfig: cluster.kubeconfig, every: "200ms" },
      template: { spec: { template: { spec: { hostNetwork: true } } } },
      ...more,
    },
    store: `sqlite:${join(dir, "studies.db")}`,
    dir: join(dir, "files"),
    seed: 7,
  }
  writeFileSync(join(dir, "diapason.yaml"), JSON.stringify(config))
  return dir
}

async function logOf(dir: string): Promise<readonly StudyEvent[]> {
  const store = await openStore(`sqlite:${join(dir, "studies.db")}`)
  const events: StudyEvent[] = []
  for await (const batch of store.read("cluster", 0)) events.push(...batch)
  expect((await replay(store, "cluster", choose)).difference).toBeUndefined()
  await store.close()
  return events
}

describe.runIf(KBIN !== undefined)("a study on a real Kubernetes", () => {
  beforeAll(async () => {
    cluster = await startKubernetes(KBIN!)
  }, 120_000)
  afterAll(() => cluster.close(), 60_000)

  it("goes on after its conductor was killed: the same command follows the jobs, and nothing runs twice or is forgotten", async () => {
    const dir = studyIn()
    const first = begin(["tune", "--reporter", "lines"], { cwd: dir })
    await within(60_000, first.seen(/complete/), "a first trial that is complete")
    first.process.kill("SIGKILL")
    await first.ended
    const { code, err } = await diapason(["tune", "--reporter", "lines"], { cwd: dir })
    expect(code, err).toBe(0)
    const events = await logOf(dir)
    const ends = events.flatMap((e) => (e.kind === "trial.finished" ? [`${e.trial} ${e.state}`] : []))
    expect(ends.toSorted()).toEqual([0, 1, 2, 3, 4, 5].map((n) => `${n} complete`))
    expect(events.filter(({ kind }) => kind === "trial.adopted").length, "some were followed on").toBeGreaterThan(0)
    for (let trial = 0; trial < 6; trial++)
      expect(events.flatMap((e) => (e.kind === "trial.reported" && e.trial === trial ? [e.step] : []))).toEqual([1, 2, 3])
    const jobs = (await cluster.ask("GET", "/apis/batch/v1/namespaces/default/jobs")) as { readonly items: readonly unknown[] }
    expect(jobs.items).toHaveLength(6)
    const pods = (await cluster.ask("GET", "/api/v1/namespaces/default/pods")) as { readonly items: readonly unknown[] }
    expect(pods.items).toHaveLength(6)
  }, 180_000)

  it("of an image that is not there says so", async () => {
    const dir = studyIn({ image: "diapason.test/none:1" })
    const { code, out, err } = await diapason(["tune", "--reporter", "lines"], { cwd: dir })
    expect(code).not.toBe(0)
    expect(out + err).toMatch(/ErrImageNeverPull/)
  }, 120_000)

  it("in a namespace that is not there says so, with the fix", async () => {
    const dir = studyIn({ namespace: "nowhere" })
    const { code, out, err } = await diapason(["tune", "--reporter", "lines"], { cwd: dir })
    expect(code).not.toBe(0)
    expect(out + err).toMatch(/namespaces "nowhere" not found/)
    expect(out + err).toMatch(/kubectl create namespace nowhere/)
  }, 120_000)
})
