import { columnNamed, marks, type Board } from "@diapason/views"

/** The best complete trial by the first objective that is not `number`; undefined without any. */
export function runnerUp({ table, ledger }: Board, number: number): number | undefined {
  const { metric, direction } = ledger.definition.objectives[0]!
  const values = columnNamed(table, metric)?.values
  let best: number | undefined
  for (let n = 0; n < table.size; n++) {
    const value = values?.[n] ?? NaN
    if (n === number || marks[table.mark[n]!] !== "complete" || Number.isNaN(value)) continue
    if (best === undefined || (direction === "minimize" ? value < values![best]! : value > values![best]!)) best = n
  }
  return best
}
