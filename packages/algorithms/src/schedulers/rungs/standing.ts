/** A trial at a rung, with its loss there. */
export interface Standing {
  readonly number: number
  readonly loss: number
}

/** Better first: by loss, what is not a number last, ties by trial number. */
export const byStanding = (a: Standing, b: Standing): number => ascending(a.loss, b.loss) || a.number - b.number

/** Place of `one` among standings in order: how many are before it. */
export function placeOf(sorted: readonly Standing[], one: Standing): number {
  let lo = 0
  let hi = sorted.length
  while (lo < hi) {
    const middle = (lo + hi) >>> 1
    if (byStanding(sorted[middle]!, one) < 0) lo = middle + 1
    else hi = middle
  }
  return lo
}

function ascending(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}
