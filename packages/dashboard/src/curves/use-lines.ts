import { useQuery } from "@tanstack/react-query"
import { columnNamed, marks, type Board } from "@diapason/views"
import { useMemo } from "react"
import { api } from "../live/api.ts"
import { useView } from "../panels/view-context.ts"
import { curveLines, type CurveLine } from "./curve-lines.ts"

/** The lines of a metric, and how many trials they stand for. */
export interface Lines {
  readonly lines: readonly CurveLine[]
  /** Trials with steps that the filter keeps. */
  readonly of: number
  /** Curves that only the server holds are still read. */
  readonly reading: boolean
}

/** The curves of the kept trials: from the ledger, and of a big study a sample of the ended ones from the server. */
export function useLines(metric: string): Lines {
  const { board, mask } = useView()
  const here = useMemo(() => curveLines(board, mask, metric), [board, mask, metric])
  const wanted = useMemo(() => (board.whole ? [] : sampleOf(board, mask, metric)), [board, mask, metric])
  const study = board.ledger.definition.name
  const { data, isPending } = useQuery({
    queryKey: ["curves", study, metric, wanted.join(",")],
    enabled: wanted.length > 0,
    retry: false,
    queryFn: ({ signal }) =>
      read("GET /v1/studies/:study/curves", { params: { study }, query: { metric, trials: wanted.join(","), width: 400 }, signal }),
  })
  return useMemo(() => {
    const known = new Set(here.map(({ trial }) => trial))
    const final = columnNamed(board.table, metric)?.values
    const far = (data?.curves ?? [])
      .filter(({ trial }) => !known.has(trial))
      .map((line) => ({ ...line, mark: marks[board.table.mark[line.trial]!]!, final: final?.[line.trial] ?? line.values.at(-1) ?? NaN }))
    return { lines: [...here, ...far], of: board.whole ? here.length : withSteps(board, mask), reading: wanted.length > 0 && isPending }
  }, [here, data, board, mask, metric, wanted, isPending])
}

/** At most 400 ended trials: the best fifty, and of the others every so many by number. */
function sampleOf({ ledger, table }: Board, mask: Uint8Array, metric: string): readonly number[] {
  const steps = columnNamed(table, "steps")?.values
  const values = columnNamed(table, metric)?.values
  const all: number[] = []
  for (let n = 0; n < table.size; n++) if (mask[n] === 1 && ledger.trials[n] === undefined && (steps?.[n] ?? 0) > 0) all.push(n)
  const direction = ledger.definition.objectives.find((objective) => objective.metric === metric)?.direction ?? "minimize"
  const sign = direction === "minimize" ? 1 : -1
  const best = all.filter((n) => Number.isFinite(values?.[n] ?? NaN)).sort((a, b) => sign * (values![a]! - values![b]!))
  const every = Math.max(1, Math.ceil(all.length / 350))
  return [...new Set([...best.slice(0, 50), ...all.filter((_, i) => i % every === 0)])]
}

function withSteps({ table }: Board, mask: Uint8Array): number {
  const steps = columnNamed(table, "steps")?.values
  let count = 0
  for (let n = 0; n < table.size; n++) if (mask[n] === 1 && (steps?.[n] ?? 0) > 0) count++
  return count
}

interface FarCurves {
  readonly curves: readonly { readonly trial: number; readonly steps: readonly number[]; readonly values: readonly number[] }[]
}

/** A route by its key, as a text. */
const read = api as unknown as (key: string, asked: object) => Promise<FarCurves>
