import { randomUUID } from "node:crypto"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Engine } from "@diapason/core"
import { engineExecutor, kubernetes, type KubernetesOptions } from "@diapason/executors"
import { engineLaws, executorLaws } from "@diapason/testkit"
import { startKubernetes, type KubernetesCluster } from "@diapason/testkit/kubernetes"
import { afterAll, beforeAll } from "vitest"
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
