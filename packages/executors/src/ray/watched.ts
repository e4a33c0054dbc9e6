import type { JobState } from "@diapason/core"
import type { JobDetails } from "./details.ts"
import { stateOf } from "./state-of.ts"

/** What this process remembers of jobs, beside what Ray says of them. */
interface Watched {
  /** How a job is. `now` in milliseconds of any clock that only goes forward. `stop`: it is to be asked to end. */
  seen(id: string, details: JobDetails | undefined, now: number): { readonly state: JobState; readonly stop: boolean }
  /** A job has so many milliseconds from when it is first seen running. */
  limit(id: string, time: number): void
  /** It was to end while it waited. */
  withdraw(id: string): void
  /** Jobs that were to end while they waited, and may still be there. */
  withdrawn(): readonly string[]
  ended(id: string): boolean
}

interface Memory {
  ended?: boolean
  withdrawn?: boolean
  /** It has had its time. */
  late?: boolean
  limit?: number
  waits?: number
  runs?: number
}

export function watched(): Watched {
  const memories = new Map<string, Memory>()
  const of = (id: string): Memory => {
    const memory = memories.get(id) ?? {}
    memories.set(id, memory)
    return memory
  }
  return {
    seen(id, details, now) {
      const memory = of(id)
      const state: JobState = details === undefined ? { kind: "unknown" } : stateOf(details)
      if (state.kind === "ended" || state.kind === "unknown") {
        memory.ended = true
        return { state: state.kind === "ended" && memory.late === true ? timedOut(state) : state, stop: false }
      }
      // Versions differ in whether a job that was stopped while it waited ends when its turn has come.
      if (memory.withdrawn === true) return { state: takenBack, stop: state.kind === "running" }
      if (state.kind === "waiting") {
        memory.waits ??= now
        return { state: now - memory.waits < usual ? state : { ...state, why: details!.message }, stop: false }
      }
      memory.runs ??= now
      memory.late = memory.limit !== undefined && now - memory.runs > memory.limit
      return { state, stop: memory.late }
    },
    limit: (id, time) => void (of(id).limit = time),
    withdraw: (id) => void (of(id).withdrawn = true),
    withdrawn: () => [...memories].flatMap(([id, memory]) => (memory.withdrawn === true && memory.ended !== true ? [id] : [])),
    ended: (id) => memories.get(id)?.ended === true,
  }
}

/** It had its time, whatever its program made of being asked to leave. */
function timedOut(state: Extract<JobState, { kind: "ended" }>): JobState {
  return state.end.cause === "cancelled" ? { ...state, end: { ...state.end, cause: "timeout" } } : state
}

const takenBack: JobState = { kind: "ended", end: { cause: "cancelled", words: "it was to end before it had started" } }

/** Milliseconds that every job waits for its supervisor, which is no news. */
const usual = 20_000
