/**
 * Losses between which distances exist: an infinite one lies three ranges beyond the finite ones of its objective. NaN counts as
 * Infinity. `losses` is (n, M), and so is what is returned.
 */
export function finiteLosses(losses: readonly (readonly number[])[]): number[][] {
  const columns = (losses[0] ?? []).map((_, m) => finiteColumn(losses.map((point) => point[m]!)))
  return losses.map((_, i) => columns.map((column) => column[i]!))
}

function finiteColumn(values: readonly number[]): number[] {
  const finite = values.filter((y) => y - y === 0).map((y) => Math.max(-largest, Math.min(largest, y)))
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity)
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity)
  const beyond = high > low ? 3 * (high - low) : 1
  const [below, above] = finite.length > 0 ? [low - beyond, high + beyond] : [-1, 1]
  return values.map((y) => (y === -Infinity ? below : y < Infinity ? Math.max(-largest, Math.min(largest, y)) : above))
}

/** Seven times it is still a number. */
const largest = 1e300
