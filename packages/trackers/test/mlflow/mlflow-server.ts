import { spawn, type ChildProcess } from "node:child_process"
import { openSync } from "node:fs"
import { dirname, join } from "node:path"
import { freePort } from "../free-port.ts"

/** A real MLflow server on loopback, with its database and artifacts in a folder. */
export interface MlflowServer {
  readonly url: string
  /** Kills it at once, as a power cut does; what it has acknowledged is in the folder. */
  kill(): Promise<void>
  /** Starts it again at the same address. */
  start(): Promise<void>
}

/** `python`: the interpreter beside which `mlflow` is installed. */
export async function mlflowServer(python: string, folder: string): Promise<MlflowServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log = openSync(join(folder, "mlflow.log"), "a")
  const places = ["--backend-store-uri", `sqlite:///${folder}/ml.db`, "--artifacts-destination", join(folder, "art"), "--serve-artifacts"]
  const words = ["server", "--host", "127.0.0.1", "--port", String(port), "--workers", "1", ...places]
  const quiet = { MLFLOW_DISABLE_TELEMETRY: "true", DO_NOT_TRACK: "true", MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" }
  let running: ChildProcess | undefined
  return {
    url,
    async start() {
      const env = { ...process.env, ...quiet }
      // A process group of its own: the server has a child that serves.
      running = spawn(join(dirname(python), "mlflow"), words, { cwd: folder, env, detached: true, stdio: ["ignore", log, log] })
      while (!(await healthy(url))) if (running.exitCode !== null) throw new Error(`mlflow has ended with ${running.exitCode}`)
    },
    async kill() {
      if (running?.pid === undefined) return
      const gone = new Promise((resolve) => running!.once("exit", resolve))
      process.kill(-running.pid, "SIGKILL")
      await gone
      running = undefined
      while (await healthy(url));
    },
  }
}

const healthy = (url: string): Promise<boolean> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => new Promise((resolve) => setTimeout(() => resolve(false), 100)),
  )
