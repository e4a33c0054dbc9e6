import { spawn, type ChildProcess } from "node:child_process"
import type { Engine, EngineJob, JobEnd, JobState, Submitted } from "@diapason/core"

/** What may be wrong with the small engine below; without a fault it keeps every law. */
export type EngineFault =
  | "none"
  | "splits words"
  | "trims variables"
  | "reads twice"
  | "keeps the end of outputs"
  | "all ends are good"
  | "signals are exit codes"
  | "forgets names"
  | "one at a time"
  | "finds the last one"
  | "knows strangers"
  | "ends the running only"
  | "kills at once"
  | "never kills"
  | "ends the ended"
  | "waits for ever"
  | "answers in turn"

const cpusOfAll = 4

/** A queue with four processors, whose jobs are processes of this machine. Those who ask `engine` of it share it, as processes do. */
export function shellCluster(fault: EngineFault): { engine(): Engine; close(): void } {
  const jobs = new Map<string, ShellJob>()
  const cpus = fault === "one at a time" ? 1 : cpusOfAll
  const is = (name: EngineFault): boolean => fault === name
  const advance = (): void => {
    for (const job of jobs.values()) {
      const used = [...jobs.values()].filter(({ state }) => state.kind === "running").reduce((sum, { cpus }) => sum + cpus, 0)
      if (job.state.kind === "waiting" && used + job.cpus <= cpus) begin(job, fault, advance)
    }
  }
  const submitOne = (job: EngineJob): Submitted => {
    const asked = job.resources.cpus ?? 1
    if (asked > cpusOfAll && !is("waits for ever")) return { kind: "refused", why: "no node has so many", mend: `at most ${cpusOfAll}` }
    const known = [...jobs.entries()].find(([, { name }]) => name === job.name)
    if (known !== undefined && !is("forgets names")) return { kind: "submitted", id: known[0] }
    const id = String(jobs.size + 1)
    jobs.set(id, { ...job, id, cpus: is("one at a time") ? 1 : asked, state: { kind: "waiting", why: "Resources" }, printed: [] })
    return { kind: "submitted", id }
  }
  const engine: Engine = {
    name: "shell",
    submit(handed) {
      const answers = handed.map(submitOne)
      advance()
      return Promise.resolve(is("answers in turn") ? answers.reverse() : answers)
    },
    find(names) {
      const found = [...jobs.entries()].map(([id, { name }]): [string, string] => [name, is("finds the last one") ? String(jobs.size) : id])
      return Promise.resolve(new Map(found.filter(([name]) => names.includes(name))))
    },
    look: (ids) =>
      Promise.resolve(
        new Map(ids.map((id): [string, JobState] => [id, jobs.get(id)?.state ?? { kind: is("knows strangers") ? "waiting" : "unknown" }])),
      ),
    output(id) {
      let [at, again] = [0, is("reads twice")]
      return {
        read() {
          const all = Buffer.concat(jobs.get(id)?.printed ?? [])
          const kept = is("keeps the end of outputs") ? all.subarray(-10_000) : all
          const part = kept.subarray(at)
          if (!again) at = kept.length
          again &&= part.length === 0
          return Promise.resolve(new Uint8Array(part))
        },
        close: () => undefined,
      }
    },
    end(id, grace) {
      const job = jobs.get(id)
      if (job?.state.kind === "waiting" && !is("ends the running only"))
        job.state = { kind: "ended", end: { cause: "cancelled", words: "CANCELLED" } }
      if (job?.state.kind === "ended" && is("ends the ended"))
        job.state = { kind: "ended", end: { cause: "cancelled", words: "CANCELLED" } }
      const child = job?.child
      if (job?.state.kind === "running" && child !== undefined) {
        tell(child, is("kills at once") ? "SIGKILL" : "SIGTERM")
        if (!is("never kills") || grace === 0) setTimeout(() => tell(child, "SIGKILL"), grace).unref()
      }
      return Promise.resolve()
    },
  }
  return {
    engine: () => engine,
    close() {
      for (const { child } of jobs.values()) if (child !== undefined) tell(child, "SIGKILL")
    },
  }
}

interface ShellJob extends EngineJob {
  readonly id: string
  readonly cpus: number
  state: JobState
  child?: ChildProcess
  readonly printed: Buffer[]
}

function begin(job: ShellJob, fault: EngineFault, freed: () => void): void {
  const words = fault === "splits words" ? job.command.flatMap((word, i) => (i < 3 ? [word] : word.split(" "))) : job.command
  const env = Object.fromEntries(Object.entries(job.env).map(([name, value]) => [name, fault === "trims variables" ? value.trim() : value]))
  const child = spawn(words[0]!, words.slice(1), {
    detached: true,
    env: { PATH: process.env["PATH"], ...env },
    ...(job.cwd !== undefined && { cwd: job.cwd }),
    stdio: ["ignore", "pipe", "pipe"],
  })
  job.child = child
  job.state = { kind: "running" }
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (part: Buffer) => void job.printed.push(part))
  child.on("close", (exit, signal) => {
    job.state = { kind: "ended", end: endOf(exit, signal, fault) }
    freed()
  })
}

function endOf(exit: number | null, signal: string | null, fault: EngineFault): JobEnd {
  if (fault === "all ends are good") return { exit: 0, words: "COMPLETED" }
  if (signal === null) return { exit: exit!, words: exit === 0 ? "COMPLETED" : "FAILED" }
  return fault === "signals are exit codes" ? { exit: 137, words: "FAILED" } : { signal, words: "FAILED" }
}

/** Signals a job and all that it started. */
function tell(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal)
  } catch {
    // It has ended.
  }
}
