import { execFileSync } from "node:child_process"
import type { Begun } from "../run/record.ts"
import { commandOf } from "./option.ts"
import type { Call } from "./verb.ts"

/** The line that a call writes before its first result. */
export function begunOf(call: Call): Begun {
  const commit = commitHere()
  return {
    kind: "begun",
    at: new Date().toISOString(),
    command: commandOf(call),
    machine: call.machine,
    ...(commit !== undefined && { commit }),
  }
}

/** Of a checkout; elsewhere there is none. */
function commitHere(): string | undefined {
  try {
    const text = execFileSync("git", ["describe", "--always", "--dirty", "--exclude=*"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    })
    return text.trim()
  } catch {
    return undefined
  }
}
