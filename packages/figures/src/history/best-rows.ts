import type { LikelyValue } from "@diapason/algorithms"
import { columnNamed, factNamed, marks, sampleOf, type Mark, type TrialTable } from "@diapason/views"
import type { Choices } from "../study-view.ts"

/** A trial with a value, as a point. */
export interface BestRow {
  readonly trial: number
  readonly mark: Mark
  /** Number of the trial, or milliseconds since the first one began. */
  readonly x: number
  readonly value: number
  /** From 1, the best, among all that are shown. */
  readonly rank: number
  /** The best value of complete trials by then; undefined before the first. */
  readonly best: number | undefined
  /** The trial that has it. */
  readonly by: number | undefined
  /** What that trial is likely to come to when it is run again, 90 %; undefined where that is not known. */
  readonly likely: LikelyValue | undefined
}

/** How the panel is to be drawn, as the choices say. */
interface BestChoice {
  readonly x: "trials" | "time"
  readonly y: "linear" | "log" | "rank"
  readonly pruned: boolean
}

/** `bx=time`, `by=log`, `bp=1`. */
export const bestChoice = (choices: Choices): BestChoice => ({
  x: choices["bx"] === "time" ? "time" : "trials",
  y: choices["by"] === "log" || choices["by"] === "rank" ? choices["by"] : "linear",
  pruned: String(choices["bp"] ?? "") === "1",
})

/** Points that are drawn, at most. */
const most = 2000

/**
 * The trials that count with the best value by then, from left to right. The best is that of all complete trials, whatever `mask` keeps: a
 * filter hides points, it does not change what was best. More than 2 000 points are a sample that keeps every step of the best.
 */
export function bestRows(
  table: TrialTable,
  objective: { readonly metric: string; readonly direction: string },
  mask: Uint8Array,
  choice: BestChoice,
  likely: ReadonlyMap<number, LikelyValue> = new Map(),
): readonly BestRow[] {
  const column = columnNamed(table, objective.metric)!
  const { values } = column
  const ended = factNamed(table, "ended").values
  const started = factNamed(table, "started").values
  const sign = objective.direction === "minimize" ? 1 : -1
  const numbers: number[] = []
  let begun = Infinity
  for (let n = 0; n < table.size; n++) {
    if (started[n]! < begun) begun = started[n]!
    if (Number.isFinite(values[n]) && isShown(marks[table.mark[n]!]!, choice)) numbers.push(n)
  }
  if (choice.x === "time") numbers.sort((a, b) => ended[a]! - ended[b]! || a - b)
  const [bests, holders, steps] = [new Float64Array(table.size).fill(NaN), new Int32Array(table.size), new Set<number>()]
  let [best, holder] = [NaN, -1]
  for (const n of numbers) {
    if (marks[table.mark[n]!] === "complete" && !(best * sign <= values[n]! * sign)) {
      best = values[n]!
      holder = n
      steps.add(n)
    }
    bests[n] = best
    holders[n] = holder
  }
  const kept = mask.map((one, n) => (one === 1 && Number.isFinite(values[n]) && isShown(marks[table.mark[n]!]!, choice) ? 1 : 0))
  const sample = new Set<number>(sampleOf(table, column, most, kept, steps))
  const shown = numbers.filter((n) => sample.has(n) || steps.has(n))
  const order = [...shown].sort((a, b) => (values[a]! - values[b]!) * sign)
  const ranks = new Map(order.map((n, i) => [n, i + 1]))
  return shown.map((n) => ({
    trial: n,
    mark: marks[table.mark[n]!]!,
    x: choice.x === "time" ? ended[n]! - begun : n,
    value: values[n]!,
    rank: ranks.get(n)!,
    best: Number.isNaN(bests[n]) ? undefined : bests[n],
    by: holders[n]! < 0 ? undefined : holders[n],
    likely: likely.get(holders[n]!),
  }))
}

const isShown = (mark: Mark, { pruned }: BestChoice): boolean =>
  mark === "complete" || mark === "infeasible" || (pruned && mark === "pruned")
