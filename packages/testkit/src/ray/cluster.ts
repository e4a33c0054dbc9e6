import { spawn, type ChildProcess } from "node:child_process"
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from "node:fs"
import { get } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePorts } from "../free-ports.ts"

/** A private Ray on this machine, on loopback, with its files in a folder of its own. Needs root, as each node is a world of processes. */
export interface RayCluster {
  /** Of its dashboard, with the Jobs API. */
  readonly address: string
  /** A folder that all nodes see. */
  readonly folder: string
  /** Adds a node with these resources beside its processors, and gives its name. Resolves when jobs can run there. */
  addNode(settings: RayNode): Promise<string>
  /** A node and all that runs on it is gone, as when its power is cut. */
  killNode(name: string): Promise<void>
  /** The head node crashes with all that it knows. */
  killHead(): Promise<void>
  /** Another one begins at the same address, and knows nothing of the first. */
  startHead(): Promise<void>
  /** Ends it with everything that it runs, and takes its files away. */
  close(): Promise<void>
}

export interface RayNode {
  readonly cpus: number
  readonly gpus?: number
  readonly resources?: Readonly<Record<string, number>>
}

export interface RaySettings {
  /** The head node; two processors by default. */
  readonly head?: RayNode
  /** Variables of all its nodes, such as `RAY_AUTH_MODE`. */
  readonly env?: Readonly<Record<string, string>>
}

/** Ray's program: `DIAPASON_RAY_BIN`, else `ray` of the path. */
const program = (): string => process.env["DIAPASON_RAY_BIN"] ?? "ray"

/** Starts a Ray of its own, some ten seconds. Rejects where it is not installed (`pip install "ray[default]"`, then `DIAPASON_RAY_BIN`). */
export async function startRay({ head = { cpus: 2 }, env = {} }: RaySettings = {}): Promise<RayCluster> {
  // Ray's sockets lie there, whose paths may have 107 characters.
  const folder = mkdtempSync(join(tmpdir().length < 40 ? tmpdir() : "/tmp", "ray-"))
  const [gcs = 0, dashboard = 0] = await freePorts(2)
  const address = `http://127.0.0.1:${dashboard}`
  const running = new Map<string, ChildProcess>()
  let nodes = 1
  const start = async (name: string, ip: string, node: RayNode, words: readonly string[]): Promise<void> => {
    const command = ["start", "--block", ...words, ...(await wordsOf(ip, node))]
    running.set(name, world([program(), ...command], join(folder, `${name}.log`), { ...light, ...env }))
  }
  const kill = async (name: string): Promise<void> => {
    const child = running.get(name)
    running.delete(name)
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once("exit", resolve))
    child.ref()
    child.kill("SIGKILL")
    await gone
  }
  const ready = (check: () => Promise<boolean>): Promise<void> => untilReady(check, [...running.values()], () => logs(folder))
  const ask = (path: string): Promise<string> => answerOf(address + path, env["RAY_AUTH_TOKEN"])
  const startHead = async (): Promise<void> => {
    const place = [`--port=${gcs}`, "--dashboard-host=127.0.0.1", `--dashboard-port=${dashboard}`, `--temp-dir=${join(folder, "h")}`]
    const ports = ["--ray-client-server-port", "--dashboard-agent-grpc-port"]
    const free = await freePorts(ports.length)
    await start("head", "127.0.0.2", head, ["--head", ...place, ...ports.map((port, i) => `${port}=${free[i]!}`)])
    await ready(async () => (await ask("/api/jobs/")).startsWith("["))
  }
  const close = async (): Promise<void> => {
    await Promise.all([...running.keys()].map(kill))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const killHead = async (): Promise<void> => {
    await kill("head")
    // What is in its world ends a moment after the first process of it.
    await ready(() =>
      ask("/api/version").then(
        () => false,
        () => true,
      ),
    )
  }
  const addNode = async (node: RayNode): Promise<string> => {
    const ip = `127.0.0.${++nodes + 1}`
    await start(ip, ip, node, [`--address=127.0.0.2:${gcs}`])
    await ready(async () => new RegExp(`"${ip}", "is_head_node": false, "state": "ALIVE"`).test(await ask("/api/v0/nodes?detail=1")))
    return ip
  }
  try {
    await startHead()
  } catch (error) {
    await close()
    throw error
  }
  return { address, folder, addNode, killNode: kill, killHead, startHead, close }
}

/** Small, quick to see that a node is gone, and silent to the outside. */
const light = {
  ...{ RAY_USAGE_STATS_ENABLED: "0", RAY_enable_worker_prestart: "0", RAY_prestart_worker_first_driver: "0", OMP_NUM_THREADS: "1" },
  ...{ RAY_memory_monitor_refresh_ms: "0", RAY_health_check_initial_delay_ms: "2000", RAY_health_check_period_ms: "1000" },
  ...{ RAY_health_check_timeout_ms: "2000", RAY_health_check_failure_threshold: "3" },
  // Else it would ask for a token wherever this user has one for another cluster.
  RAY_AUTH_MODE: "disabled",
}

/** What every node is started with. Ray takes addresses of loopback as they are, save 127.0.0.1. */
async function wordsOf(ip: string, { cpus, gpus = 0, resources = {} }: RayNode): Promise<readonly string[]> {
  const ports = ["--dashboard-agent-listen-port", "--runtime-env-agent-port", "--metrics-export-port"]
  const free = await freePorts(ports.length)
  return [
    ...[`--node-ip-address=${ip}`, `--num-cpus=${cpus}`, `--num-gpus=${gpus}`, `--resources=${JSON.stringify(resources)}`],
    ...["--object-store-memory=80000000", "--include-log-monitor=false", "--disable-usage-stats"],
    ...["--min-worker-port=0", "--max-worker-port=0", ...ports.map((port, i) => `${port}=${free[i]!}`)],
  ]
}

/** A program in a world of processes of its own, which ends whole with its first one, and with this process, however that ends. */
function world(command: readonly string[], log: string, env: Readonly<Record<string, string>>): ChildProcess {
  const out = openSync(log, "a")
  const words = ["--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--mount-proc", "--kill-child=SIGKILL", ...command]
  const child = spawn("setpriv", words, { env: { ...process.env, ...env }, stdio: ["ignore", out, out], detached: true })
  closeSync(out)
  child.on("error", () => undefined)
  child.unref()
  return child
}

async function answerOf(url: string, token: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const asked = get(url, { headers, timeout: 5000 }, (response) => {
      let text = ""
      response.setEncoding("utf8").on("data", (part: string) => (text += part))
      response.on("end", () => resolve(text))
    })
    asked.on("error", reject).on("timeout", () => asked.destroy())
  })
}

async function untilReady(check: () => Promise<boolean>, children: readonly ChildProcess[], logs: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await check().catch(() => false)) return
    if (children.some(({ exitCode }) => exitCode !== null)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Ray did not start: ${logs()}`)
}

/** The last lines of every node, for whoever wonders why it does not start. */
const logs = (folder: string): string =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".log"))
    .map((name) => `${name}: ${readFileSync(join(folder, name), "utf8").split("\n").slice(-8).join("\n")}`)
    .join("\n")
