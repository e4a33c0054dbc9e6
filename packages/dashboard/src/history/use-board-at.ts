import { useQuery } from "@tanstack/react-query"
import { decodeBoard, type Board } from "@diapason/views"
import { useEffect, useMemo, useState } from "react"
import { base } from "../live/api.ts"
import { thinBoardAt } from "./thin-past.ts"
import { useStudyLog } from "./use-study-log.ts"

/**
 * The board of a study at a moment, for every panel of its pages. Of a study that is here whole the log is folded up to there; of a big one the
 * columns are cut at once, and the server's aggregate takes their place when the reader rests. Until the log has been read it is the newest.
 */
export function useBoardAt(study: string, live: Board | undefined, at: number | undefined): Board | undefined {
  const wanted = live !== undefined && at !== undefined && at < live.ledger.seq ? at : undefined
  const whole = live?.whole === true
  const log = useStudyLog(study, whole ? (wanted ?? 0) : 0)
  const exact = useAggregateAt(study, whole ? undefined : wanted)
  const past = useMemo(
    () => (whole && wanted !== undefined && log !== undefined && log.length >= wanted ? log.past.boardAt(wanted) : undefined),
    [whole, wanted, log],
  )
  const thin = useMemo(
    () => (!whole && live !== undefined && wanted !== undefined && exact === undefined ? thinBoardAt(live, wanted) : undefined),
    // The past of a big study does not change with what happens now.
    [whole, wanted, exact, live === undefined],
  )
  return past ?? exact ?? thin ?? live
}

/** The server's aggregate of a past position, once the reader has rested there. */
function useAggregateAt(study: string, at: number | undefined): Board | undefined {
  const [rested, setRested] = useState<number>()
  useEffect(() => {
    const timer = setTimeout(() => setRested(at), 400)
    return () => clearTimeout(timer)
  }, [at])
  const { data } = useQuery({
    queryKey: ["aggregate", study, rested],
    enabled: rested !== undefined && rested === at,
    staleTime: Infinity,
    gcTime: 30_000,
    retry: false,
    structuralSharing: false,
    queryFn: async ({ signal }) => {
      const answer = await fetch(`${base}/v1/studies/${encodeURIComponent(study)}/aggregate?at=${rested}`, { signal })
      return answer.ok ? decodeBoard(new Uint8Array(await answer.arrayBuffer())) : null
    },
  })
  return at !== undefined && rested === at ? (data ?? undefined) : undefined
}
