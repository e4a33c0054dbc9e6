import type { Ending, Failure, JobEnd } from "@diapason/core"
import { endingOf, type Facts } from "../process/ending.ts"

/** What the end of a job means: the engine's own causes first, where nobody here wanted its end. */
export function jobEnding(end: JobEnd, facts: Omit<Facts, "exit" | "signal" | "oomKills">): Ending {
  const { exit = null, signal = null, cause } = end
  const whole: Facts = { ...facts, exit, signal, oomKills: cause === "oom" ? 1 : 0 }
  if (cause === "oom" && facts.cause === undefined) return endingOf({ ...whole, exit: null, signal: "SIGKILL" })
  if (cause === "timeout" && facts.cause === undefined) return endingOf({ ...whole, cause: "timeout" })
  if (cause === undefined || cause === "oom" || facts.cause !== undefined) return endingOf(whole)
  // Its final word was heard, so its work was done before the engine had its way.
  if (facts.result !== undefined && facts.bye) return { kind: "done", metrics: facts.result, detail: facts.detail }
  return { kind: "failed", failure: failureOf(cause as Exclude<typeof cause, "timeout">, end) }
}

function failureOf(kind: "preempted" | "infra" | "launch" | "cancelled", { words, exit, signal }: JobEnd): Failure {
  return { kind, message: words, ...(exit !== undefined && { exit }), ...(signal !== undefined && { signal }) }
}
