import { randomUUID } from "node:crypto"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Engine, EngineJob, JobState } from "@diapason/core"
import { engineExecutor } from "@diapason/executors"
import { kubernetes, type KubernetesOptions } from "@diapason/executors/engines"
import { engineLaws, executorLaws, within } from "@diapason/testkit"
import { startKubernetes, type KubernetesCluster } from "@diapason/testkit/kubernetes"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { parseAllDocuments } from "yaml"

// A real control plane: one of its own with the programs in KBIN, else the cluster of KUBECONFIG.
const { KBIN, KUBECONFIG } = process.env
if (KBIN === undefined && KUBECONFIG === undefined)
  throw new Error("name a folder with the programs of a release of Kubernetes with KBIN, or a cluster with KUBECONFIG")

let cluster: KubernetesCluster | undefined
let kubeconfig = KUBECONFIG ?? ""
beforeAll(async () => {
  if (KBIN === undefined) return
  cluster = await startKubernetes(KBIN)
  kubeconfig = await withLeastRights(cluster)
}, 120_000)
afterAll(() => cluster?.close(), 60_000)

const root = fileURLToPath(new URL("../../../..", import.meta.url))
const shared = mkdtempSync(join(tmpdir(), "diapason-k8s-"))

/** Jobs that run on this machine's own node, with its /usr, this repository and the shared folder. */
const options = (): KubernetesOptions => {
  if (cluster === undefined) return { image: process.env["KUBERNETES_TEST_IMAGE"] ?? "busybox:1.37", gracePeriod: 2, patience: 0 }
  const paths = { usr: "/usr", repository: root, shared }
  return {
    ...{ image: "diapason.test/trial:1", imagePullPolicy: "Never", kubeconfig, gracePeriod: 2, patience: 0 },
    volumes: Object.entries(paths).map(([name, path]) => ({ name, hostPath: { path } })),
    volumeMounts: Object.entries(paths).map(([name, mountPath]) => ({ name, mountPath })),
    template: { spec: { template: { spec: { hostNetwork: true } } } },
  }
}

const foreign = KBIN === undefined ? { "a job that waits and is ended never starts": "what fills a foreign cluster is not known" } : {}

engineLaws(
  "Kubernetes",
  () => ({
    engine: kubernetes(options()),
    again: () => kubernetes(options()),
    folder: () => mkdtempSync(join(shared, "job-")),
    whole: { cpus: 1.2 },
    impossible: { cpus: 10_000 },
    stranger: "nobody-was-ever-called-so",
    many: 6,
  }),
  foreign,
  60_000,
)

/** A kubeconfig whose user has the rights of the example's manifest and no others. */
async function withLeastRights({ ask, kubeconfig: whole }: KubernetesCluster): Promise<string> {
  const places: Readonly<Record<string, string>> = {
    ServiceAccount: "/api/v1/namespaces/default/serviceaccounts",
    Role: "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles",
    RoleBinding: "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
  }
  for (const document of parseAllDocuments(readFileSync(join(root, "examples/kubernetes/rbac.yaml"), "utf8"))) {
    const manifest = document.toJS() as { readonly kind: string; readonly subjects?: readonly object[] }
    // kubectl -n fills in the namespace of the subject.
    const placed = {
      ...manifest,
      ...(manifest.subjects && { subjects: manifest.subjects.map((one) => ({ namespace: "default", ...one })) }),
    }
    await ask("POST", places[manifest.kind]!, placed)
  }
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} }
  const answer = await ask("POST", `${places["ServiceAccount"]}/diapason/token`, request)
  const config = JSON.parse(readFileSync(whole, "utf8")) as object
  const path = join(shared, "kubeconfig")
  writeFileSync(
    path,
    JSON.stringify({ ...config, users: [{ name: "admin", user: { token: (answer as { status: { token: string } }).status.token } }] }),
  )
  return path
}

/** The same engine, in which the jobs of this one have names of their own: the laws use one name again and again. */
function apart(engine: Engine): Engine {
  const mark = randomUUID().slice(0, 8)
  const named = (name: string): string => `${name.slice(0, 30)}-${mark}`
  return {
    ...engine,
    submit: (jobs) => engine.submit(jobs.map((job) => ({ ...job, name: named(job.name) }))),
    async find(names) {
      const found = await engine.find(names.map(named))
      return new Map(names.filter((name) => found.has(named(name))).map((name) => [name, named(name)]))
    },
  }
}

if (KBIN !== undefined)
  executorLaws("jobs of Kubernetes, with a way back by HTTP", () => {
    const dir = mkdtempSync(join(shared, "laws-"))
    return engineExecutor(apart(kubernetes(options())), {
      ...{ command: [process.execPath, fileURLToPath(new URL("../fixtures/http-client.mjs", import.meta.url))], paramsVia: "none" },
      ...{ dir, mount: dir, grace: 1000, every: 50, uplink: { host: "127.0.0.1", address: "127.0.0.1" } },
    })
  })

/** A node that is there, and takes nothing. */
async function anotherNode({ ask }: KubernetesCluster): Promise<NodeJS.Timeout> {
  const node = { apiVersion: "v1", kind: "Node", metadata: { name: "other" }, spec: { unschedulable: true } }
  const beat = (): Promise<unknown> => {
    const now = new Date().toISOString()
    const ready = { type: "Ready", status: "True", reason: "KubeletReady", message: "", lastHeartbeatTime: now, lastTransitionTime: now }
    return ask("PUT", "/api/v1/nodes/other/status", { ...node, status: { conditions: [ready] } })
  }
  await ask("POST", "/api/v1/nodes", node)
  await beat()
  return setInterval(() => void beat().catch(() => undefined), 1000)
}

/** Looks until a job has ended. */
async function ended(engine: Engine, id: string, deadline: number): Promise<unknown> {
  const look = async (): Promise<unknown> => {
    for (;;) {
      const state = (await engine.look([id]).catch(() => new Map<string, JobState>())).get(id)
      if (state?.kind === "ended") return state.end
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  return within(deadline, look(), "the end of a job")
}

const running = (script: string): EngineJob => ({
  ...{ name: `apart-${randomUUID()}`, command: ["sh", "-c", script], env: {}, folder: shared },
  ...{ labels: { study: "faults", trial: 0, attempt: 1 }, resources: {} },
})

/** Hands one in and waits for its first line. */
async function begun(engine: Engine, script: string): Promise<string> {
  const job = running(script)
  expect(await engine.submit([job])).toEqual([{ kind: "submitted", id: job.name }])
  const output = engine.output(job.name)
  const heard = async (): Promise<void> => {
    while (
      !Buffer.from(await output.read())
        .toString()
        .includes("begun")
    )
      await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await within(60_000, heard(), "the first line")
  output.close()
  return job.name
}

// What a foreign cluster is not to be asked for.
describe.runIf(KBIN !== undefined)("faults of a real cluster", () => {
  it("an eviction is a preemption, and the cluster does not begin the job again", { timeout: 90_000 }, async () => {
    const engine = kubernetes(options())
    const id = await begun(engine, "echo begun; while :; do sleep 0.1; done")
    const pods = (): Promise<unknown> => cluster!.ask("GET", `/api/v1/namespaces/default/pods?labelSelector=job-name=${id}`)
    const [pod] = ((await pods()) as { readonly items: { readonly metadata: { readonly name: string } }[] }).items
    const { name } = pod!.metadata
    await cluster!.ask("POST", `/api/v1/namespaces/default/pods/${name}/eviction`, {
      apiVersion: "policy/v1",
      kind: "Eviction",
      metadata: { name },
    })
    expect(await ended(engine, id, 60_000)).toMatchObject({
      cause: "preempted",
      words: expect.stringContaining("EvictionByEvictionAPI") as string,
    })
    const { status } = (await cluster!.ask("GET", `/apis/batch/v1/namespaces/default/jobs/${id}`)) as {
      readonly status: { readonly active?: number }
    }
    expect(status.active ?? 0).toBe(0)
  })

  it("jobs go on while the API server is gone, and are followed when it is back, with every line once", { timeout: 120_000 }, async () => {
    const engine = kubernetes(options())
    const id = await begun(engine, "echo begun; i=0; while [ $i -lt 60 ]; do echo line $i; i=$((i+1)); sleep 0.1; done")
    const output = engine.output(id)
    let got = Buffer.from(await output.read()).toString()
    await cluster!.killApi()
    await expect(engine.find([id])).rejects.toThrow("D445")
    await cluster!.startApi()
    expect(await ended(engine, id, 90_000)).toMatchObject({ exit: 0 })
    // An API server that has just begun knows of no rights for a moment: then it is asked again.
    const read = async (): Promise<string> => Buffer.from(await output.read().catch(() => output.read())).toString()
    for (let part = "x"; part !== ""; got += part) part = await read()
    output.close()
    expect(got).toBe(`begun\n${Array.from({ length: 60 }, (_, i) => `line ${i}\n`).join("")}`)
  })

  it("what ran on a node that vanished is lost to the infrastructure", { timeout: 120_000 }, async () => {
    // Of a cluster whose nodes are all gone nobody takes their pods away: another one goes on.
    const heart = await anotherNode(cluster!)
    onTestFinished(() => clearInterval(heart))
    const engine = kubernetes(options())
    const id = await begun(engine, "echo begun; while :; do sleep 0.1; done")
    await cluster!.killNode()
    expect(await ended(engine, id, 100_000)).toMatchObject({ cause: "infra", node: "localhost" })
  })
})
