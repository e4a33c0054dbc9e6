import { useQuery } from "@tanstack/react-query"
import { chronicle, createChronicle, type Chronicle } from "@diapason/views"
import { useMemo } from "react"
import { useStudyLog } from "../history/use-study-log.ts"
import { api } from "../live/api.ts"

type Change = Chronicle["activity"][number]

/** Everything that people and sessions have changed, oldest first: folded here from the log, or of a big study the newest thousand from the server. */
export function useActivity(study: string, whole: boolean, last: number): readonly Change[] | undefined {
  const log = useStudyLog(study, whole ? last : 0)
  const folded = useMemo(() => {
    if (log === undefined) return undefined
    const known = createChronicle()
    for (const event of log.past.events) chronicle(known, event)
    return known.activity
  }, [log])
  const { data } = useQuery({
    queryKey: ["activity", study],
    enabled: !whole,
    refetchInterval: 5000,
    queryFn: () => api("GET /v1/studies/:study/activity", { params: { study }, query: { limit: 1000 } }),
  })
  const asked = useMemo(() => (data === undefined ? undefined : ([...data.changes].reverse() as readonly Change[])), [data])
  return whole ? folded : asked
}
