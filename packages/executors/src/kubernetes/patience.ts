import type { JobEnd, JobState } from "@diapason/core"
import type { Seen } from "./pod-state.ts"

/**
 * Makes of what is seen what is so: a job that cannot start as things are has `patience` milliseconds until it is given up, one whose node
 * does not answer the time that its end may take. Both count from when this process saw it first, as clocks of a cluster differ.
 */
export function patient(patience: number): (id: string, seen: Seen) => JobState {
  const since = new Map<string, number>()
  const lasting = (id: string): number => {
    const now = performance.now()
    if (!since.has(id)) since.set(id, now)
    return now - since.get(id)!
  }
  return (id, seen) => {
    if (seen.kind === "waiting" && seen.never !== undefined) {
      const { never, ...rest } = seen
      return lasting(id) >= patience || never === "surely" ? { ...rest, never: true } : rest
    }
    if (seen.kind === "running" && seen.silent !== undefined) {
      const { silent, ...rest } = seen
      return lasting(id) >= silent.grace + longestWord ? { kind: "ended", end: lost(silent.words, rest.node) } : rest
    }
    since.delete(id)
    return seen as JobState
  }
}

const lost = (words: string, node: string | undefined): JobEnd => ({ cause: "infra", words, ...(node !== undefined && { node }) })

/** Milliseconds that the word of a pod's end may take to come from a node that is well. */
const longestWord = 10_000
