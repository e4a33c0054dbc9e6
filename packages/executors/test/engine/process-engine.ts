import { spawn } from "node:child_process"
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Engine, EngineJob, JobState } from "@diapason/core"

/**
 * An engine of real processes on this machine, with a folder for its records: several objects over one folder are one engine, as seen by
 * several conductors. Each job is under a small shell that writes its fate to a file, so that it goes on when whoever handed it in is gone.
 */
export function processEngine(dir: string, { mute = () => false, room = () => true, deaf = () => false }: Moods = {}): Engine {
  mkdirSync(dir, { recursive: true })
  const at = (id: string, file: string): string => join(dir, id, file)
  const asked = (): void => {
    if (mute()) throw new Error("it does not answer")
  }
  return {
    name: "processes-engine",
    async submit(jobs) {
      await Promise.resolve()
      asked()
      return jobs.map((job) => {
        if (job.command[0] === "refuse-me") return { kind: "refused", why: "there is no such partition", mend: "name one that is there" }
        if (!room()) return { kind: "later", why: "too many jobs" }
        if (!existsSync(join(dir, job.name))) begin(dir, job)
        return { kind: "submitted", id: job.name }
      })
    },
    async find(names) {
      await Promise.resolve()
      asked()
      const known = new Set(readdirSync(dir))
      return new Map(names.filter((name) => known.has(name)).map((name) => [name, name]))
    },
    async look(ids) {
      await Promise.resolve()
      asked()
      return new Map(ids.map((id) => [id, stateOf(dir, id)]))
    },
    output(id) {
      let fd: number | undefined
      return {
        async read() {
          await Promise.resolve()
          if (deaf()) throw new Error("the log is not there")
          if (fd === undefined && !existsSync(at(id, "out"))) return new Uint8Array(0)
          fd ??= openSync(at(id, "out"), "r")
          const buffer = new Uint8Array(1 << 16)
          return buffer.slice(0, readSync(fd, buffer, 0, buffer.length, null))
        },
        close: () => void (fd !== undefined && closeSync(fd)),
      }
    },
    async end(id, grace) {
      await Promise.resolve()
      asked()
      const pid = Number(readFileSync(at(id, "pid"), "utf8"))
      signal(pid, "SIGTERM")
      setTimeout(() => signal(pid, "SIGKILL"), grace).unref()
    },
  }
}

interface Moods {
  /** Whether it does not answer. */
  readonly mute?: () => boolean
  /** Whether it takes jobs. */
  readonly room?: () => boolean
  /** Whether what jobs print cannot be read. */
  readonly deaf?: () => boolean
}

function begin(dir: string, { name, command, env, cwd, folder }: EngineJob): void {
  const at = join(dir, name)
  mkdirSync(at)
  writeFileSync(join(at, "job.json"), JSON.stringify({ folder }))
  const out = openSync(join(at, "out"), "a")
  // The shell is the leader of the group: it outlives a SIGTERM to write down what became of its child.
  const script = 'trap "" TERM; (trap - TERM; exec "$@"); code=$?; echo $code > "$DP_FATE.new"; mv "$DP_FATE.new" "$DP_FATE"'
  const child = spawn("/bin/sh", ["-c", script, "sh", ...command], {
    cwd,
    env: { PATH: process.env["PATH"], ...env, DP_FATE: join(at, "fate") },
    detached: true,
    stdio: ["ignore", out, out],
  })
  closeSync(out)
  child.unref()
  writeFileSync(join(at, "pid"), String(child.pid))
}

function stateOf(dir: string, id: string): JobState {
  if (!existsSync(join(dir, id))) return { kind: "unknown" }
  const fate = join(dir, id, "fate")
  const code = existsSync(fate) ? Number(readFileSync(fate, "utf8")) : undefined
  if (code === undefined && alive(Number(readFileSync(join(dir, id, "pid"), "utf8")))) return { kind: "running" }
  if (code === undefined) return { kind: "ended", end: { signal: "SIGKILL", words: "killed" } }
  const signals: Readonly<Record<number, string>> = { 137: "SIGKILL", 143: "SIGTERM" }
  return { kind: "ended", end: { ...(signals[code] === undefined ? { exit: code } : { signal: signals[code] }), words: `exit ${code}` } }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ")
  } catch {
    return false
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch {
    // It has ended.
  }
}
