/**
 * Spearman's rank correlation of two lists: 1 when they put things in the same order, −1 in the opposite one; equal values share their mean
 * rank. Pairs with a missing value (NaN) are left out; undefined below three pairs or where one side is all equal. Infinities rank as they are.
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number | undefined {
  const both = a.flatMap((value, i) => (Number.isNaN(value) || Number.isNaN(b[i] ?? NaN) ? [] : [i]))
  if (both.length < 3) return undefined
  const x = meanRanks(both.map((i) => a[i]!))
  const y = meanRanks(both.map((i) => b[i]!))
  const middle = (both.length + 1) / 2
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i]! - middle, y[i]! - middle]
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  }
  return xx === 0 || yy === 0 ? undefined : xy / Math.sqrt(xx * yy)
}

function meanRanks(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((i, j) => (values[i]! < values[j]! ? -1 : values[i]! > values[j]! ? 1 : 0))
  const ranks: number[] = []
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + 1 + to) / 2
  }
  return ranks
}
