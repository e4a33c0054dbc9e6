import { execFile } from "node:child_process"
import { fault } from "@diapason/core"

/** Runs one of Slurm's tools. Rejects where it is not there (D440), or where nobody answered it in time (D441). */
export type RunTool = (tool: string, words: readonly string[]) => Promise<Said>

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** @param patience milliseconds that one may take: asking a controller that is gone takes it nine seconds to see that */
export function tools(own: Readonly<Record<string, string>> = {}, patience = 30_000): RunTool {
  const env = { ...withoutJob(process.env), SLURM_BITSTR_LEN: "0", ...own }
  return (tool, words) =>
    new Promise((resolve, reject) => {
      const settings = { env, timeout: patience, killSignal: "SIGKILL", maxBuffer: 2 ** 29 } as const
      execFile(tool, words, settings, (error, out, err) => {
        const code = error === null ? 0 : error.code
        if (code === "ENOENT" || code === "EACCES") return reject(fault("D440", { tool }))
        if (error?.killed === true) return reject(fault("D441", { tool, detail: `no answer within ${patience / 1000} s` }))
        if (typeof code !== "number") return reject(fault("D442", { tool, detail: error?.message ?? "it was ended" }))
        if (code !== 0 && unreached.test(err)) return reject(fault("D441", { tool, detail: lastLine(err) }))
        resolve({ code, out, err })
      })
    })
}

/** The last line that says something, without the tool's own name. */
export function lastLine(err: string): string {
  const lines = err.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("Try "))
  return (lines.at(-1) ?? "it did not say why").replace(/^\w+: (error: )?/, "")
}

/** What the tools say when the controller, or the way to it, is at fault. */
const unreached =
  /Unable to (contact|connect)|connect failure|timed out|Zero Bytes were transmitted|not connected|Connection (refused|reset)|authentication|Munge|standby mode|temporarily unable|Resource temporarily unavailable|I\/O error writing/i

/**
 * The variables of this process without those that make a tool ask for something else: its own job's, when it runs in Slurm itself, and
 * a person's formats and filters.
 */
function withoutJob(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ([name]: [string, unknown]): boolean => !/^(SLURM|SQUEUE|SACCT|SCANCEL|SINFO)_/.test(name) || kinds.has(name)
  return Object.fromEntries(Object.entries(env).filter(kept))
}

const kinds: ReadonlySet<string> = new Set(["SLURM_CONF", "SLURM_CLUSTERS", "SLURM_JWT"])
