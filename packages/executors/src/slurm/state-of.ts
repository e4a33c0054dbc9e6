import { constants } from "node:os"
import type { JobEnd, JobState } from "@diapason/core"
import type { Listed } from "./listed.ts"
import { reasonWords, whyNever } from "./reasons.ts"

/** How a job is, of its row. */
export function stateOf(row: Listed): JobState {
  const word = row.word.split(" ")[0] ?? ""
  const node = row.node === undefined ? {} : { node: row.node }
  if (waits.has(word)) {
    const { reason } = row
    if (reason === undefined) return { kind: "waiting" }
    return { kind: "waiting", why: reasonWords(reason), ...(whyNever(reason) !== undefined && { never: true }) }
  }
  if (runs.has(word)) return { kind: "running", ...node }
  return { kind: "ended", end: { ...endOf(word, row), ...node } }
}

const waits: ReadonlySet<string> = new Set([
  "PENDING",
  "CONFIGURING",
  "POWER_UP_NODE",
  "REQUEUED",
  "REQUEUE_FED",
  "REQUEUE_HOLD",
  "RESV_DEL_HOLD",
  "SPECIAL_EXIT",
])
const runs: ReadonlySet<string> = new Set(["RUNNING", "SUSPENDED", "COMPLETING", "RESIZING", "SIGNALING", "STAGE_OUT", "STOPPED"])

const causes: Readonly<Record<string, NonNullable<JobEnd["cause"]>>> = {
  OUT_OF_MEMORY: "oom",
  TIMEOUT: "timeout",
  DEADLINE: "timeout",
  PREEMPTED: "preempted",
  NODE_FAIL: "infra",
  BOOT_FAIL: "infra",
  REVOKED: "infra",
  LAUNCH_FAILED: "launch",
  RECONFIG_FAIL: "launch",
  CANCELLED: "cancelled",
}

function endOf(word: string, { exit, signal, reason, node }: Listed): JobEnd {
  const place = node === undefined ? "" : ` on ${node}`
  const sent = signal === undefined ? undefined : (signals.get(signal) ?? `signal ${signal}`)
  const cause = causes[word]
  if (cause !== undefined) return { cause, ...(sent !== undefined && { signal: sent }), words: `${word}${place}` }
  if (signal === noOutput) return { cause: "launch", words: `${word}${place}: the file for what it prints could not be opened there` }
  if (reason === "BadConstraints") return { cause: "launch", words: `${word}: ${reasonWords(reason)}` }
  if (sent !== undefined) return { signal: sent, words: `${word}${place}, ${sent}` }
  return { exit: exit ?? 0, words: `${word}${place}, exit ${exit ?? 0}` }
}

/** What Slurm says in place of a signal where it cannot open the file for a job's output. */
const noOutput = 53

const signals: ReadonlyMap<number, string> = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]))
