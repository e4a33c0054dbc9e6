import { columnNamed, marks, type Board } from "@diapason/views"

/** How many of the trials lie within a narrowed range of a parameter, and whether the best is among them. */
interface Narrowed {
  readonly inside: number
  readonly of: number
  readonly bestInside: boolean
}

/** Counts trials that have the parameter; excluded ones are left out. */
export function narrowed({ table, ledger }: Board, name: string, low: number, high: number): Narrowed {
  const values = columnNamed(table, name)?.values
  let [inside, of] = [0, 0]
  const within = (n: number): boolean => values !== undefined && values[n]! >= low && values[n]! <= high
  for (let n = 0; n < table.size; n++) {
    if (values === undefined || Number.isNaN(values[n]) || marks[table.mark[n]!] === "excluded") continue
    of++
    if (within(n)) inside++
  }
  const best = ledger.front[0]
  return { inside, of, bestInside: best !== undefined && within(best) }
}
