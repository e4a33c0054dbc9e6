import { useEffect, useSyncExternalStore } from "react"
import { logOf, type LogSoFar } from "./study-log.ts"

/** The log of a study up to a position at least, as soon as it has been read; with 0 nothing is read for it. */
export function useStudyLog(study: string, upTo: number): LogSoFar | undefined {
  const log = logOf(study)
  const current = useSyncExternalStore(log.subscribe, log.current)
  useEffect(() => {
    if (upTo > 0) log.wants(upTo)
  }, [log, upTo])
  return current
}
