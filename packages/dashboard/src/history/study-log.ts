import { readLog } from "../live/read-log.ts"
import { createPast, type Past } from "./past-board.ts"

/** The whole log of one study, read when somebody looks into its past, and let go when nobody does. */
interface StudyLog {
  /** As far as it has been read, another object each time; undefined before that. */
  current(): LogSoFar | undefined
  /** Reads on where the log is known to be longer. */
  wants(position: number): void
  subscribe(listener: () => void): () => void
}

/** A log as far as it has been read. */
export interface LogSoFar {
  readonly past: Past
  readonly length: number
}

const logs = new Map<string, StudyLog>()

/** The log of a study: the same for everybody who asks. */
export function logOf(study: string): StudyLog {
  let log = logs.get(study)
  if (log === undefined) logs.set(study, (log = createLog(study)))
  return log
}

function createLog(study: string): StudyLog {
  const listeners = new Set<() => void>()
  let past: Past | undefined
  let [sofar, reading] = [undefined as LogSoFar | undefined, false]
  const read = async (): Promise<void> => {
    reading = true
    try {
      for await (const batch of readLog(study, past?.events.length ?? 0)) {
        if (past === undefined) past = createPast(batch)
        else past.add(batch)
      }
      if (past !== undefined) sofar = { past, length: past.events.length }
      for (const listener of listeners) listener()
    } catch {
      // The frame shows that the server is away; the next wish tries again.
    }
    reading = false
  }
  const log: StudyLog = {
    current: () => sofar,
    wants(position) {
      if (!reading && (past?.events.length ?? 0) < position) void read()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        // Ten thousands of events are some tens of megabytes: kept for a look aside, not for ever.
        setTimeout(() => {
          if (listeners.size === 0 && logs.get(study) === log) logs.delete(study)
        }, 60_000)
      }
    },
  }
  return log
}
