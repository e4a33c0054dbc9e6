import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { engineExecutor, kubernetes, type KubernetesOptions } from "@diapason/executors"
import { engineLaws, executorLaws } from "@diapason/testkit"
import { startKubernetes, type KubernetesCluster } from "@diapason/testkit/kubernetes"
import { afterAll, beforeAll } from "vitest"

// A real control plane: one of its own with the programs in KBIN, else the cluster of KUBECONFIG.
const { KBIN, KUBECONFIG } = process.env
if (KBIN === undefined && KUBECONFIG === undefined)
  throw new Error("name a folder with the programs of a release of Kubernetes with KBIN, or a cluster with KUBECONFIG")

let cluster: KubernetesCluster | undefined
beforeAll(async () => {
  if (KBIN !== undefined) cluster = await startKubernetes(KBIN)
}, 120_000)
afterAll(() => cluster?.close(), 60_000)

const root = fileURLToPath(new URL("../../../..", import.meta.url))
const shared = mkdtempSync(join(tmpdir(), "diapason-k8s-"))

/** Jobs that run on this machine's own node, with its /usr, this repository and the shared folder. */
const options = (): KubernetesOptions => {
  if (cluster === undefined) return { image: process.env["KUBERNETES_TEST_IMAGE"] ?? "busybox:1.37", gracePeriod: 2, patience: 0 }
  const paths = { usr: "/usr", repository: root, shared }
  return {
    ...{ image: "diapason.test/trial:1", imagePullPolicy: "Never", kubeconfig: cluster.kubeconfig, gracePeriod: 2, patience: 0 },
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

if (KBIN !== undefined)
  executorLaws("jobs of Kubernetes, with a way back by HTTP", () =>
    engineExecutor(kubernetes(options()), {
      ...{ command: [process.execPath, fileURLToPath(new URL("../fixtures/http-client.mjs", import.meta.url))], paramsVia: "none" },
      ...{ dir: shared, mount: shared, grace: 1000, every: 50, uplink: { host: "127.0.0.1", address: "127.0.0.1" } },
    }),
  )
