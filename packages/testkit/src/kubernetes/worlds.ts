import { spawn, type ChildProcess } from "node:child_process"
import { closeSync, openSync } from "node:fs"
import { join } from "node:path"

/** Programs by name, each with its log in a folder; they end with this process, however that ends. */
interface Worlds {
  start(name: string, command: readonly string[]): void
  /** Resolves when it is gone. */
  kill(name: string): Promise<void>
  killAll(): Promise<void>
}

export function worlds(folder: string): Worlds {
  const running = new Map<string, ChildProcess>()
  const kill = async (name: string): Promise<void> => {
    const child = running.get(name)
    running.delete(name)
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once("exit", resolve))
    child.kill("SIGKILL")
    await gone
  }
  return {
    start(name, command) {
      const out = openSync(join(folder, "log", name), "a")
      const child = spawn("setpriv", ["--pdeathsig", "KILL", ...command], { stdio: ["ignore", out, out], detached: true })
      closeSync(out)
      child.on("error", () => undefined)
      child.unref()
      running.set(name, child)
    },
    kill,
    // The newest first: what runs on a node before what it is run by.
    killAll: async () => {
      for (const name of [...running.keys()].reverse()) await kill(name)
    },
  }
}
