/**
 * To which of `count` ladders a trial is dealt: by shares ⌈count·eta^(count−1−b) / (count−b)⌉ as Hyperband would spend on its brackets, spread evenly
 * over the trial numbers by the golden ratio. Li et al. 2018, algorithm 1; the shares as in Optuna 5.0.
 */
export function bracketOf(number: number, count: number, eta: number): number {
  if (count === 1) return 0
  const shares = bracketShares(count, eta)
  let left = ((number * golden) % 1) * shares.reduce((sum, share) => sum + share, 0)
  let b = 0
  while (b < count - 1 && left >= shares[b]!) left -= shares[b++]!
  return b
}

/** How much of the trials each ladder gets, the lowest first. */
export const bracketShares = (count: number, eta: number): readonly number[] =>
  Array.from({ length: count }, (_, b) => Math.ceil((count * power(eta, count - 1 - b)) / (count - b)))

const golden = 0.618033988749895

function power(x: number, n: number): number {
  let y = 1
  for (let i = 0; i < n; i++) y *= x
  return y
}
