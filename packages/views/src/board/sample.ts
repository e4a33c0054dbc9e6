import { ranksOf, topOf } from "./ranking.ts"
import { marks, type Column, type TrialTable } from "./table.ts"

/**
 * At most `k` trials that stand for all that `mask` keeps: the best complete one by the first objective, those of `always`, those that run, and
 * of the others as many as there is room for, at equal distances when they are put in order by `column`; those without a value come last there.
 * The same table and mask give the same sample. Numbers rise.
 */
export function sampleOf(table: TrialTable, column: Column, k: number, mask: Uint8Array, always: Iterable<number> = []): Uint32Array {
  const rows = Uint32Array.from(rowsOf(mask, table.size))
  if (rows.length <= k) return rows
  const kept = new Set<number>()
  const keep = (numbers: Iterable<number>): void => {
    for (const n of numbers) if (kept.size < k && n < table.size && mask[n] === 1) kept.add(n)
  }
  keep(bestOf(table, mask))
  keep(always)
  keep(rowsWith(table, marks.indexOf("running")))
  const others = rows.filter((n) => !kept.has(n))
  const room = k - kept.size
  const ranks = ranksOf(others, column.values)
  const step = (rank: number): number => Math.floor((rank * room) / others.length)
  const drawn = others.filter((_, i) => step(ranks[i]! + 1) > step(ranks[i]!))
  return Uint32Array.from([...kept, ...drawn]).sort()
}

function rowsOf(mask: Uint8Array, size: number): number[] {
  const rows: number[] = []
  for (let n = 0; n < size; n++) if (mask[n] === 1) rows.push(n)
  return rows
}

function* rowsWith({ mark, size }: TrialTable, wanted: number): Iterable<number> {
  for (let n = 0; n < size; n++) if (mark[n] === wanted) yield n
}

function bestOf(table: TrialTable, mask: Uint8Array): readonly number[] {
  const objective = table.columns.find(({ direction }) => direction !== undefined)
  if (objective === undefined) return []
  const complete = marks.indexOf("complete")
  const usable = mask.map((one, n) => (one === 1 && table.mark[n] === complete ? 1 : 0))
  return topOf(table, objective, objective.direction === "maximize" ? "down" : "up", 1, usable)
}
