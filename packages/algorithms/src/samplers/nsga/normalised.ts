/**
 * Objectives on one scale (Deb & Jain 2014, algorithm 2): the best of each lies at 0, and the plane through the extreme points cuts
 * each axis at 1. Where those points span no such plane, the worst of each objective lies at 1 instead.
 */

/** `losses` is (n, M), finite, n at least 1; so is what is returned. */
export function normalised(losses: readonly (readonly number[])[]): number[][] {
  const axes = losses[0]!.map((_, m) => m)
  const ideal = axes.map((m) => losses.reduce((least, point) => Math.min(least, point[m]!), Infinity))
  const shifted = losses.map((point) => point.map((y, m) => y - ideal[m]!))
  const worst = axes.map((m) => shifted.reduce((most, point) => Math.max(most, point[m]!), 0))
  const ends = interceptsOf(axes.map((axis) => extreme(shifted, axis))) ?? worst
  return shifted.map((point) => point.map((y, m) => (worst[m] === 0 ? 0 : y / ends[m]!)))
}

/** Where the plane through M points of M coordinates cuts the axes; undefined unless it cuts each of them above 0. */
export function interceptsOf(points: readonly (readonly number[])[]): number[] | undefined {
  const inverses = solved(points)
  return inverses?.every((inverse) => inverse > 0 && inverse < Infinity) === true ? inverses.map((inverse) => 1 / inverse) : undefined
}

/** The point that is furthest along one axis for what the other coordinates cost: the least scalarised by max, those weighted by 10⁶. */
function extreme(points: readonly (readonly number[])[], axis: number): readonly number[] {
  const cost = (point: readonly number[]): number => point.reduce((most, y, m) => Math.max(most, m === axis ? y : y * offAxis), 0)
  const costs = points.map(cost)
  return points[costs.reduce((best, c, i) => (c < costs[best]! ? i : best), 0)]!
}

/** x with `rows` x = 1, by elimination with row pivots; undefined where rows depend on each other. O(M³). */
function solved(rows: readonly (readonly number[])[]): number[] | undefined {
  const n = rows.length
  const a = rows.map((row) => [...row, 1])
  const size = rows.reduce((most, row) => row.reduce((m, y) => Math.max(m, Math.abs(y)), most), 0)
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[pivot]![k]!)) pivot = i
    if (!(Math.abs(a[pivot]![k]!) > size * smallest)) return undefined
    ;[a[k], a[pivot]] = [a[pivot]!, a[k]!]
    for (let i = 0; i < n; i++) if (i !== k) clear(a[i]!, a[k]!, k)
  }
  return a.map((row, k) => row[n]! / row[k]!)
}

/** Takes so much of the pivot row off another that its element k is 0. */
function clear(row: number[], pivot: readonly number[], k: number): void {
  const factor = row[k]! / pivot[k]!
  for (let j = k; j < row.length; j++) row[j] = row[j]! - factor * pivot[j]!
}

const offAxis = 1e6
const smallest = 1e-12
