import type { Board } from "@diapason/views"
import { useCallback, useRef, useSyncExternalStore } from "react"
import { feedAmong } from "../live/live-study.ts"

/** The boards of several studies, live; undefined or an error in place of one that is not there. */
export function useBoards(studies: readonly string[]): readonly (Board | Error | undefined)[] {
  const key = JSON.stringify(studies)
  const known = useRef<readonly (Board | Error | undefined)[]>([])
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = (JSON.parse(key) as readonly string[]).map((study) => feedAmong(study).subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
    [key],
  )
  return useSyncExternalStore(subscribe, () => {
    const next = studies.map((study) => {
      const current = feedAmong(study).current()
      return current === undefined || current instanceof Error ? current : current.board
    })
    if (next.length !== known.current.length || next.some((one, i) => one !== known.current[i])) known.current = next
    return known.current
  })
}
