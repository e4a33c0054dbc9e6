import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query"
import { useEffect } from "react"
import { api, base } from "./api.ts"
import { hub } from "./shared-hub.ts"

/** A study of the list, as the server tells it. */
export type StudyLine = Awaited<ReturnType<typeof readStudies>>[number]

const key = ["studies"]

/** All studies of the store, kept up to date: read again soon after one of them has changed. */
export function useStudies(): UseQueryResult<readonly StudyLine[]> {
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = hub.listen(`${base}/v1/events`, 0, (said) => {
      if ("data" in said)
        timer ??= setTimeout(() => {
          timer = undefined
          void queries.invalidateQueries({ queryKey: key })
        }, pace)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [queries])
  return useQuery({ queryKey: key, queryFn: readStudies })
}

/** Milliseconds between two readings of the list. */
const pace = 1000

const readStudies = async () => (await api("GET /v1/studies")).studies
