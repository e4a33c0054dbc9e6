import { useEffect, useState } from "react"
import { readLog } from "./read-log.ts"

interface Log {
  readonly text: string
  /** The byte at which it begins. */
  readonly from: number
  readonly next: number
}

interface LogState {
  readonly log?: Log
  readonly error?: Error
  /** Reads it from its beginning. */
  readonly whole: () => void
}

/** What an attempt printed: its end, followed every two seconds while it runs. */
export function useLog(study: string, trial: number, attempt: number, runs: boolean): LogState {
  const [log, setLog] = useState<Log>()
  const [error, setError] = useState<Error>()
  const [start, setStart] = useState<number>()
  useEffect(() => setStart(undefined), [study, trial, attempt])
  useEffect(() => {
    const cancel = new AbortController()
    let timer: number | undefined
    let known: Log | undefined
    const step = async (): Promise<void> => {
      try {
        const after = known?.next ?? start
        const part = await readLog({ study, trial, attempt, ...(after !== undefined && { after }), signal: cancel.signal })
        known = known === undefined ? part : { text: (known.text + part.text).slice(-longest), from: known.from, next: part.next }
        setLog(known)
        setError(undefined)
        // More than one part of a whole log is read at once.
        if (start !== undefined && part.text.length > 0 && known.text.length < longest) return step()
      } catch (failed) {
        if (cancel.signal.aborted) return
        setError(failed as Error)
      }
      if (runs) timer = window.setTimeout(() => void step(), 2000)
    }
    setLog(undefined)
    setError(undefined)
    if (attempt > 0) void step()
    return () => {
      cancel.abort()
      window.clearTimeout(timer)
    }
  }, [study, trial, attempt, runs, start])
  return { ...(log !== undefined && { log }), ...(error !== undefined && { error }), whole: () => setStart(0) }
}

/** Characters that are kept of a log. */
const longest = 2_000_000
