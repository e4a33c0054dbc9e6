import { execFile, spawn, type ChildProcess } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { freePorts } from "../free-ports.ts"
import { slurmConf } from "./slurm-conf.ts"

/** A private Slurm on this machine, on loopback alone, with its files in a folder of its own. Needs root, as Slurm's nodes do. */
export interface SlurmCluster {
  /** What Slurm's tools find it by. */
  readonly env: Readonly<Record<string, string>>
  /** The folder of its files, which all nodes see. */
  readonly folder: string
  /** Runs one of Slurm's tools and gives what it prints. Rejects where it fails. */
  tool(name: string, ...words: readonly string[]): Promise<string>
  /** A node and all that runs on it is gone, as when its power is cut. */
  killNode(node: string): Promise<void>
  startNode(node: string): Promise<void>
  /** Ends the controller in an orderly way, as for an update; nodes and jobs go on. */
  stopController(): Promise<void>
  startController(): Promise<void>
  /** Ends it with everything that it runs, and takes its files away. */
  close(): Promise<void>
}

export interface SlurmSettings {
  /** Nodes n1, n2, … of four processors and 4 GiB each; n1 has two GPUs besides. 1 by default. */
  readonly nodes?: number
  /** Further lines of slurm.conf; those of the same name win. */
  readonly conf?: Readonly<Record<string, string>>
  /** Runs once its configuration is written and before its controller starts; what it gives runs at `close`. */
  readonly before?: (folder: string) => Promise<() => Promise<void>>
}

/**
 * Starts a Slurm of its own, some two seconds: partitions `low` (the default), `high`, whose jobs take the place of those in `low`, and
 * `one`, which is n1 alone. Rejects where no Slurm is installed (on Debian: apt-get install slurm-wlm).
 */
export async function startSlurm({ nodes = 1, conf = {}, before }: SlurmSettings = {}): Promise<SlurmCluster> {
  const folder = mkdtempSync(join(tmpdir(), "slurm-"))
  chmodSync(folder, 0o755)
  const names = Array.from({ length: nodes }, (_, i) => `n${i + 1}`)
  for (const name of ["munge", "munge-run", "ctld", "log", ...names.map((node) => `spool-${node}`)]) mkdirSync(join(folder, name))
  chmodSync(join(folder, "munge"), 0o700)
  writeFileSync(join(folder, "munge/key"), randomBytes(128), { mode: 0o600 })
  writeFileSync(join(folder, "gres.conf"), "NodeName=n1 Name=gpu File=/dev/tty[0-1]\n")
  writeFileSync(join(folder, "slurm.conf"), slurmConf({ folder, nodes: names, ports: await freePorts(nodes + 1), conf }))
  const env = { SLURM_CONF: join(folder, "slurm.conf") }
  const running = new Map<string, ChildProcess>()
  const start = (name: string, command: readonly string[]): void => void running.set(name, daemon(command, env))
  const kill = async (name: string, signal: NodeJS.Signals): Promise<void> => {
    const child = running.get(name)
    running.delete(name)
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once("exit", resolve))
    child.ref()
    child.kill(signal)
    await gone
  }
  const tool = async (name: string, ...words: readonly string[]): Promise<string> =>
    (await promisify(execFile)(name, words, { env: { ...process.env, ...env }, timeout: 30_000 })).stdout
  const ready = (check: () => Promise<boolean>): Promise<void> => untilReady(check, () => logs(folder))
  const startController = async (): Promise<void> => {
    start("controller", ["slurmctld", "-D"])
    await ready(async () => /UP/.test(await tool("scontrol", "ping")))
  }
  const startNode = async (node: string): Promise<void> => {
    // In a world of processes of its own: with its first one all of it ends.
    start(node, ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child=SIGKILL", "slurmd", "-D", "-N", node])
    await ready(async () => /idle|mixed|allocated/.test(await tool("sinfo", "-h", "-N", "-p", "low", "-n", node, "-o", "%T")))
  }
  const files = ["key-file=munge/key", "socket=munge-run/sock", "pid-file=munge-run/pid", "log-file=munge/log", "seed-file=munge/seed"]
  start("munge", ["munged", "--foreground", "--force", ...files.map((file) => `--${file.replace("=", `=${folder}/`)}`)])
  await ready(async () =>
    /Success/.test(await tool("sh", "-c", `munge -n -S ${folder}/munge-run/sock | unmunge -S ${folder}/munge-run/sock`)),
  )
  const after = await before?.(folder)
  const close = async (): Promise<void> => {
    await Promise.all(names.map((node) => kill(node, "SIGKILL")))
    await kill("controller", "SIGKILL")
    await after?.()
    await kill("munge", "SIGTERM")
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await startController()
    await Promise.all(names.map(startNode))
  } catch (error) {
    await close()
    throw error
  }
  return {
    env,
    folder,
    tool,
    killNode: (node) => kill(node, "SIGKILL"),
    startNode,
    stopController: () => kill("controller", "SIGTERM"),
    startController,
    close,
  }
}

/** A program that ends with this process, however that ends. */
function daemon(command: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn("setpriv", ["--pdeathsig", "KILL", ...command], { env: { ...process.env, ...env }, stdio: "ignore", detached: true })
  child.on("error", () => undefined)
  child.unref()
  return child
}

async function untilReady(check: () => Promise<boolean>, logs: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await check().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Slurm did not start: ${logs()}`)
}

/** The last lines of every log, for whoever wonders why it does not start. */
const logs = (folder: string): string =>
  readdirSync(join(folder, "log"))
    .map(
      (name) =>
        `${name}: ${readFileSync(join(folder, "log", name), "utf8")
          .split("\n")
          .slice(-8)
          .join("\n")}`,
    )
    .join("\n")
