import { constants } from "node:os"
import type { JobEnd, JobState } from "@diapason/core"
import { lastLine } from "./api.ts"
import type { JobDetails } from "./details.ts"

/** What Ray's words for a job mean. */
export function stateOf(details: JobDetails): JobState {
  const node = details.node === undefined ? {} : { node: details.node }
  switch (details.status) {
    case "PENDING":
      return { kind: "waiting" }
    case "RUNNING":
      return { kind: "running", ...node }
    case "SUCCEEDED":
      return { kind: "ended", end: { exit: 0, words: "SUCCEEDED", ...node } }
    case "STOPPED":
      return { kind: "ended", end: { cause: "cancelled", words: `STOPPED: ${details.message}`, ...node } }
    case "FAILED":
      return { kind: "ended", end: { ...failed(details), words: wordsOf(details), ...node } }
  }
}

function failed({ errorType = "", exit, message }: JobDetails): Pick<JobEnd, "exit" | "signal" | "cause"> {
  if (exit !== undefined) return exit >= 0 ? { exit } : { signal: signalOf(-exit) }
  // It was told to end at the moment when it ended.
  if (errorType === "JOB_ENTRYPOINT_COMMAND_START_ERROR" && message.includes("NoSuchProcess")) return { cause: "cancelled" }
  if (/OutOfMemory|low on memory|\bOOM\b/i.test(message)) return { cause: "oom" }
  if (/preempt/i.test(message)) return { cause: "preempted" }
  return { cause: neverStarted.test(errorType) || mistaken(errorType, message) ? "launch" : "infra" }
}

const neverStarted = /^(RUNTIME_ENV_SETUP_FAILURE|JOB_ENTRYPOINT_COMMAND_START_ERROR)$/

/** Its supervisor could not be made because of what was asked for, not because of the cluster. */
const mistaken = (errorType: string, message: string): boolean =>
  errorType === "JOB_SUPERVISOR_ACTOR_START_FAILURE" && /^(Value|Type)Error\b/m.test(message)

const signalOf = (number: number): string => Object.entries(constants.signals).find(([, n]) => n === number)?.[0] ?? `signal ${number}`

/** The first and the last line of what Ray says, without what the job printed. */
function wordsOf({ errorType, message }: JobDetails): string {
  const said = message.split(/, last available logs|\. No logs available/, 1)[0]!
  const first = said.trim().split("\n", 1)[0]!.slice(0, 300)
  const last = lastLine(said)
  return [errorType ?? "FAILED", first, ...(first.includes(last) ? [] : [last])].filter((words) => words !== "").join(": ")
}
