/** Ranks from 1, the least value first; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const shared = new Map<number, number>()
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    shared.set(sorted[from]!, (from + 1 + to) / 2)
  }
  return values.map((value) => shared.get(value)!)
}
