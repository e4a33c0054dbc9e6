import { useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { Board } from "@diapason/views"
import { api } from "../live/api.ts"
import { useRested } from "../panels/use-rested.ts"
import { useAddress } from "../selection/address.ts"

/** What the server says of the best: what `diapason best --estimate --json` prints. */
type Best = Awaited<ReturnType<typeof readBest>>

/** Milliseconds after which it is asked again though no trial has ended: runs that confirm one, notes, what was excluded. */
const again = 30_000

/**
 * Asked once the page stands still, after trials have ended and now and then; of a past moment once. The answer before stays until then.
 * `wanted`: false while nobody is to be asked.
 */
export function useBest({ ledger }: Board, wanted: boolean): UseQueryResult<Best> {
  const study = ledger.definition.name
  const [address] = useAddress()
  const at = address.at === undefined ? undefined : ledger.seq
  const rested = useRested(JSON.stringify([study, at ?? null, at === undefined ? ledger.finished.length : 0]))
  return useQuery({
    queryKey: ["best", study, at, rested],
    enabled: wanted && rested !== undefined,
    staleTime: again,
    refetchInterval: at === undefined ? again : false,
    retry: false,
    placeholderData: (before: Best | undefined) => (before?.study === study ? before : undefined),
    queryFn: () => readBest(study, at),
  })
}

const readBest = (study: string, at: number | undefined) =>
  api("GET /v1/studies/:study/best", { params: { study }, query: at === undefined ? {} : { at } })
