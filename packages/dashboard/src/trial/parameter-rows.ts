import { marks, type Board, type Column } from "@diapason/views"

/** A parameter of one trial among those of the others. */
export interface ParameterRow {
  readonly column: Column
  /** NaN where it is not active. */
  readonly mine: number
  readonly best: number
  /** Of the complete trials; of a category the most frequent. NaN without any. */
  readonly median: number
  /** How many complete trials lie in each twelfth of the range, or at each value of a category. */
  readonly counts: readonly number[]
  /** In which of them this trial lies; -1 where nowhere. */
  readonly at: number
}

/** All parameters of trial `number`; `best` is the trial that is compared with. */
export function parameterRows({ table }: Board, number: number, best: number | undefined): readonly ParameterRow[] {
  const complete: number[] = []
  for (let n = 0; n < table.size; n++) if (marks[table.mark[n]!] === "complete") complete.push(n)
  return table.columns
    .filter(({ kind }) => kind === "parameter")
    .map((column) => {
      const values = complete.map((n) => column.values[n]!).filter((value) => !Number.isNaN(value))
      const mine = column.values[number] ?? NaN
      const place = binsOf(column, values)
      const counts = Array<number>(place.bins).fill(0)
      for (const value of values) counts[place.binOf(value)]!++
      return {
        column,
        mine,
        best: best === undefined ? NaN : column.values[best]!,
        median: column.words === undefined ? median(values) : mostFrequent(values),
        counts,
        at: Number.isNaN(mine) ? -1 : place.binOf(mine),
      }
    })
}

/** The middle value; the lower one of two middles, so that it is one that was tried. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort()
  return sorted.length === 0 ? NaN : sorted[(sorted.length - 1) >> 1]!
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || a - b)[0]?.[0] ?? NaN
}

function binsOf({ words, low, high, scale }: Column, values: readonly number[]): { readonly bins: number; binOf(value: number): number } {
  if (words !== undefined) return { bins: words.length, binOf: (value) => value }
  const unit = scale === "log" ? Math.log : scale === "reverse-log" ? (x: number) => -Math.log(1 - x) : (x: number) => x
  const [from, to] = [unit(low ?? Math.min(...values)), unit(high ?? Math.max(...values))]
  return {
    bins: twelfths,
    binOf: (value) => Math.max(0, Math.min(twelfths - 1, Math.floor(((unit(value) - from) / (to - from || 1)) * twelfths))),
  }
}

const twelfths = 12
