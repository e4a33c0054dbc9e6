import { useParams } from "@tanstack/react-router"
import { useSyncExternalStore } from "react"
import { feedOf, type LiveStudy } from "./live-study.ts"

/** The study that the address names. */
export const useStudyName = (): string => useParams({ strict: false }).study ?? ""

/** That study as it is now. Undefined while it is read; throws what kept it from being read, for the boundary around the page. */
export function useStudy(study: string): LiveStudy | undefined {
  const feed = feedOf(study)
  const current = useSyncExternalStore(feed.subscribe, feed.current)
  if (current instanceof Error) throw current
  return current
}
