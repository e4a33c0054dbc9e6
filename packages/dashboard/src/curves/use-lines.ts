import { useQuery } from "@tanstack/react-query"
import { columnNamed, marks, type Board } from "@diapason/views"
import { fromWire, type WireNumber } from "@diapason/core"
import { useMemo } from "react"
import { api } from "../live/api.ts"
import { useView } from "../panels/view-context.ts"
import { type CurveLine, curveLines, type CurvePicture } from "@diapason/figures"

/** The lines of a metric, and how many trials they stand for. */
export interface Lines {
  readonly lines: readonly CurveLine[]
  /** Trials with steps that the filter keeps. */
  readonly of: number
  /** Curves that only the server holds are still read. */
  readonly reading: boolean
  /** All of them as counts by column of the picture, where they are too many to be here. */
  readonly picture?: CurvePicture
}

/** The curves of the kept trials: from the ledger, and of a big study a sample of the ended ones from the server. */
export function useLines(metric: string): Lines {
  const { board, mask } = useView()
  const here = useMemo(() => curveLines(board, mask, metric), [board, mask, metric])
  const wanted = useMemo(() => (board.whole ? [] : sampleOf(board, mask, metric)), [board, mask, metric])
  const study = board.ledger.definition.name
  const ask = (trials: string, width: number) => ({
    queryKey: ["curves", study, metric, trials],
    enabled: wanted.length > 0,
    retry: false,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      api("GET /v1/studies/:study/curves", { params: { study }, query: { metric, trials, width }, signal }),
  })
  const { data, isPending } = useQuery(ask(wanted.join(","), 400))
  const { data: all } = useQuery(ask("all", 160))
  return useMemo(() => {
    const known = new Set(here.map(({ trial }) => trial))
    const final = columnNamed(board.table, metric)?.values
    const far = (data?.lines ?? [])
      .filter(({ trial, steps }) => !known.has(trial) && steps.length > 0)
      .map((line) => farLine(line, board, final))
    const of = board.whole ? here.length : withSteps(board, mask)
    const reading = wanted.length > 0 && isPending
    return { lines: [...here, ...far], of, reading, ...(all?.picture !== undefined && { picture: all.picture }) }
  }, [here, data, all, board, mask, metric, wanted, isPending])
}

/** A line that the server has thinned. */
function farLine(
  { trial, steps, values }: { readonly trial: number; readonly steps: readonly number[]; readonly values: readonly WireNumber[] },
  { table }: Board,
  final: Float64Array | undefined,
): CurveLine {
  const numbers = values.map(fromWire)
  const finite = (_: unknown, i: number): boolean => Number.isFinite(numbers[i])
  const kept = numbers.filter(finite)
  return { trial, mark: marks[table.mark[trial]!]!, steps: steps.filter(finite), values: kept, final: final?.[trial] ?? kept.at(-1) ?? NaN }
}

/** At most 200 ended trials: the best fifty, and of the others every so many by number. */
function sampleOf({ ledger, table }: Board, mask: Uint8Array, metric: string): readonly number[] {
  const steps = columnNamed(table, "steps")?.values
  const values = columnNamed(table, metric)?.values
  const all: number[] = []
  for (let n = 0; n < table.size; n++) if (mask[n] === 1 && ledger.trials[n] === undefined && (steps?.[n] ?? 0) > 0) all.push(n)
  const direction = ledger.definition.objectives.find((objective) => objective.metric === metric)?.direction ?? "minimize"
  const sign = direction === "minimize" ? 1 : -1
  const best = all.filter((n) => Number.isFinite(values?.[n] ?? NaN)).sort((a, b) => sign * (values![a]! - values![b]!))
  const every = Math.max(1, Math.ceil(all.length / 149))
  return [...new Set([...best.slice(0, 50), ...all.filter((_, i) => i % every === 0)])]
}

function withSteps({ table }: Board, mask: Uint8Array): number {
  const steps = columnNamed(table, "steps")?.values
  let count = 0
  for (let n = 0; n < table.size; n++) if (mask[n] === 1 && (steps?.[n] ?? 0) > 0) count++
  return count
}
