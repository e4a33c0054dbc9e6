import { useQuery } from "@tanstack/react-query"
import { columnNamed } from "@diapason/views"
import { useMemo } from "react"
import { api } from "../live/api.ts"
import { useStudyName } from "../live/use-study.ts"
import { useView } from "../panels/view-context.ts"
import { readOfLedger, type TrialRead } from "./trial-read.ts"

/**
 * A trial of this study: from the ledger at once where the page holds it, completed by what only the server knows. Undefined while it is read,
 * an error where neither has it. `complete`: the server has answered.
 */
export function useTrialRead(number: number): { readonly read?: TrialRead; readonly complete: boolean; readonly error?: Error } {
  const study = useStudyName()
  const { board } = useView()
  const { ledger, table } = board
  const known = ledger.trials[number]
  const children = useMemo(() => {
    const parents = columnNamed(table, "parent")?.values
    return parents === undefined ? [] : Array.from({ length: table.size }, (_, n) => n).filter((n) => parents[n] === number)
  }, [table, number])
  const { data, error } = useQuery<TrialRead>({
    queryKey: ["trial", study, number, known?.state, known?.attempts, known?.excluded, table.mark[number]],
    queryFn: ({ signal }) =>
      api("GET /v1/studies/:study/trials/:trial", { params: { study, trial: number }, signal }) as Promise<object> as Promise<TrialRead>,
    retry: false,
    placeholderData: (before) => (before?.trial === number ? before : undefined),
  })
  const own = readOfLedger(board, number, children)
  if (data !== undefined) return { read: own === undefined ? data : { ...data, ...own, ...onlyServer(data) }, complete: true }
  return { ...(own !== undefined && { read: own }), complete: false, ...(own === undefined && error !== null && { error }) }
}

const onlyServer = ({ past, artifacts, notes, line }: TrialRead): Partial<TrialRead> => ({
  past,
  artifacts,
  notes,
  ...(line !== undefined && { line }),
})
