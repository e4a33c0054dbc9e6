import { randomBytes, generateKeyPairSync } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { request } from "node:https"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePorts } from "../free-ports.ts"
import { apiServerWords, controllerWords, etcdWords } from "./control-plane-words.ts"
import { nodeScript, writeNodeFiles } from "./node.ts"
import { worlds } from "./worlds.ts"

/**
 * A private Kubernetes on this machine, on loopback, with its files in a folder of its own: a real API server, controllers and scheduler, and
 * one real node, with a kubelet and containerd. Its image `diapason.test/trial:1` has busybox; nothing is pulled. Needs root. Memory is not
 * limited and pods share the network of this machine.
 */
export interface KubernetesCluster {
  /** Path of a kubeconfig whose user may do everything. */
  readonly kubeconfig: string
  readonly folder: string
  /** Asks the API and gives the body of its answer. Rejects where it is no good one. */
  ask(method: string, path: string, body?: object): Promise<unknown>
  /** The node and all that runs on it is gone, as when its power is cut. */
  killNode(): Promise<void>
  startNode(): Promise<void>
  /** The API server crashes; what runs goes on. */
  killApi(): Promise<void>
  startApi(): Promise<void>
  /** Ends it with everything that it runs, and takes its files away. */
  close(): Promise<void>
}

/** The programs that are to be in the folder `bin`. */
const programs = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet"]

/**
 * Starts it, some ten seconds. `bin` has the programs of a release of Kubernetes; etcd, containerd, its plugins and busybox come from there
 * or from the path (on Debian: etcd-server containerd runc containernetworking-plugins busybox-static). Rejects where they are missing.
 */
export async function startKubernetes(bin: string): Promise<KubernetesCluster> {
  const missing = programs.filter((program) => !existsSync(join(bin, program)))
  if (missing.length > 0) throw new Error(`${bin} has no ${missing.join(", no ")}`)
  // Sockets lie there, whose paths may have 107 characters.
  const folder = mkdtempSync(join(tmpdir().length < 40 ? tmpdir() : "/tmp", "k8s-"))
  const [api = 0, client = 0, peer = 0, kubelet = 0] = await freePorts(4)
  const token = randomBytes(16).toString("hex")
  const kubeconfig = join(folder, "kubeconfig")
  const site = { bin, folder, api, client, peer, kubelet, kubeconfig }
  const { start, kill, killAll } = worlds(folder)
  writeCredentials(folder, token, api)
  const ask = (method: string, path: string, body?: object): Promise<unknown> => askApi(api, token, method, path, body)
  const ready = async (what: string, check: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 600; tries++) {
      if (await check().catch(() => false)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`${what} did not start: see ${folder}`)
  }
  const startApi = async (): Promise<void> => {
    start("apiserver", [join(bin, "kube-apiserver"), ...apiServerWords(site)])
    await ready(
      "the API server",
      async () => (await ask("GET", "/readyz")) === "ok" && (await ask("GET", "/api/v1/namespaces/default")) !== undefined,
    )
  }
  const startNode = async (): Promise<void> => {
    writeNodeFiles(site)
    start("node", ["unshare", "--pid", "--fork", "--mount", "--mount-proc", "--kill-child=SIGKILL", "sh", "-c", nodeScript(site)])
    await ready("the node", async () => {
      const { spec, status } = (await ask("GET", "/api/v1/nodes/localhost")) as NodeState
      return (spec.taints ?? []).length === 0 && status.conditions.some(({ reason }) => reason === "KubeletReady")
    })
  }
  const close = async (): Promise<void> => {
    await killAll()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    mkdirSync(join(folder, "log"))
    start("etcd", [existsSync(join(bin, "etcd")) ? join(bin, "etcd") : "etcd", ...etcdWords(site)])
    await startApi()
    start("controllers", [join(bin, "kube-controller-manager"), ...controllerWords(site)])
    start("scheduler", [join(bin, "kube-scheduler"), `--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--secure-port=0"])
    await startNode()
  } catch (error) {
    if (process.env["DIAPASON_KEEP"] === undefined) await close()
    else await killAll()
    throw error
  }
  return { kubeconfig, folder, ask, killNode: () => kill("node"), startNode, killApi: () => kill("apiserver"), startApi, close }
}

interface NodeState {
  readonly spec: { readonly taints?: readonly unknown[] }
  readonly status: { readonly conditions: readonly { readonly reason: string }[] }
}

function writeCredentials(folder: string, token: string, port: number): void {
  writeFileSync(join(folder, "tokens.csv"), `${token},admin,admin,system:masters\n`)
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  writeFileSync(join(folder, "accounts.key"), privateKey.export({ type: "pkcs1", format: "pem" }))
  const config = {
    ...{ apiVersion: "v1", kind: "Config", "current-context": "here" },
    contexts: [{ name: "here", context: { cluster: "here", user: "admin" } }],
    clusters: [{ name: "here", cluster: { server: `https://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } }],
    users: [{ name: "admin", user: { token } }],
  }
  writeFileSync(join(folder, "kubeconfig"), JSON.stringify(config))
}

function askApi(port: number, token: string, method: string, path: string, body: object | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    const asked = request({ host: "127.0.0.1", port, method, path, headers, rejectUnauthorized: false, timeout: 5000 }, (response) => {
      let text = ""
      response.setEncoding("utf8").on("data", (part: string) => (text += part))
      response.on("end", () => {
        if ((response.statusCode ?? 500) >= 300) return reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`))
        resolve(text.startsWith("{") ? (JSON.parse(text) as unknown) : text)
      })
    })
    asked.on("error", reject).on("timeout", () => asked.destroy())
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
