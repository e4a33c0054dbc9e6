/**
 * The volume that a set of points dominates up to a reference point, smaller being better. One objective: the gap; two: a sorted sweep,
 * O(n log n); three: the sweep over a growing staircase, O(n²); more: WFG (While, Bradstreet and Barone 2012), exponential in M at worst.
 */
import { dominates } from "./non-dominated-fronts.ts"

/**
 * The hypervolume of `points` (n, M) with respect to `reference` (M). Points that do not beat the reference in every coordinate, and
 * points with NaN, add nothing.
 */
export function hypervolume(points: readonly ArrayLike<number>[], reference: ArrayLike<number>): number {
  return volume(
    points.filter((point) => beats(point, reference)).map((point) => Array.from(point)),
    Array.from(reference),
  )
}

/** How much `point` would add to the hypervolume of `points`: what it dominates alone, less what they already cover of it. */
export function hypervolumeGain(point: ArrayLike<number>, points: readonly ArrayLike<number>[], reference: ArrayLike<number>): number {
  if (!beats(point, reference)) return 0
  const covered = points.map((other) => Array.from(point, (y, m) => Math.max(y, other[m]!)))
  return Math.max(0, box(Array.from(point), Array.from(reference)) - hypervolume(covered, reference))
}

type Point = readonly number[]

function beats(point: ArrayLike<number>, reference: ArrayLike<number>): boolean {
  for (let m = 0; m < reference.length; m++) if (!(point[m]! < reference[m]!)) return false
  return true
}

function volume(points: readonly Point[], reference: Point): number {
  if (points.length === 0) return 0
  if (points.length === 1) return box(points[0]!, reference)
  if (reference.length === 1) return reference[0]! - points.reduce((least, [y]) => Math.min(least, y!), Infinity)
  if (reference.length === 2) return area(points, reference)
  if (reference.length === 3) return layers(points, reference)
  return exclusive(points, reference)
}

const box = (point: Point, reference: Point): number => reference.reduce((product, r, m) => product * (r - point[m]!), 1)

/** Σ (r1 - y1) (lowest y2 so far - y2) over the points by rising y1. */
function area(points: readonly Point[], [r1, r2]: Point): number {
  let sum = 0
  let lowest = r2!
  for (const [y1, y2] of [...points].sort((p, q) => p[0]! - q[0]! || p[1]! - q[1]!)) {
    if (y2! >= lowest) continue
    sum += (r1! - y1!) * (lowest - y2!)
    lowest = y2!
  }
  return sum
}

/** Between two neighbouring values of y3 the cross-section is the area under the points met so far, which only grows. */
function layers(points: readonly Point[], reference: Point): number {
  const [r1, r2, r3] = reference as [number, number, number]
  const sorted = [...points].sort((p, q) => p[2]! - q[2]!)
  const steps: Point[] = [] // the staircase, y1 rising and y2 falling
  let cross = 0
  let sum = 0
  for (const [i, point] of sorted.entries()) {
    cross += climb(steps, point, r1, r2)
    sum += cross * ((sorted[i + 1]?.[2] ?? r3) - point[2]!)
  }
  return sum
}

/** Puts a point into the staircase, takes out what it dominates, and returns the area gained. */
function climb(steps: Point[], point: Point, r1: number, r2: number): number {
  const [x, y] = point as [number, number]
  const at = stepsLeftOf(steps, x)
  const ceiling = at > 0 ? steps[at - 1]![1]! : r2
  if (ceiling <= y) return 0
  let end = at
  let gained = 0
  let from = x
  let height = ceiling
  while (end < steps.length && steps[end]![1]! >= y) {
    gained += (steps[end]![0]! - from) * (height - y)
    from = steps[end]![0]!
    height = steps[end]![1]!
    end++
  }
  gained += ((steps[end]?.[0] ?? r1) - from) * (height - y)
  steps.splice(at, end - at, point)
  return gained
}

/** How many steps begin left of x. */
function stepsLeftOf(steps: readonly Point[], x: number): number {
  let lo = 0
  let hi = steps.length
  while (lo < hi) {
    const middle = (lo + hi) >>> 1
    if (steps[middle]![0]! < x) lo = middle + 1
    else hi = middle
  }
  return lo
}

/** Each point's box less what the later points cover of it. Sorted so that the worst first coordinates come first: small sets then. */
function exclusive(points: readonly Point[], reference: Point): number {
  const sorted = [...points].sort((p, q) => q[0]! - p[0]!)
  return sorted.reduce((sum, point, i) => {
    const limited = sorted.slice(i + 1).map((other) => other.map((y, m) => Math.max(y, point[m]!)))
    return sum + box(point, reference) - volume(front(limited), reference)
  }, 0)
}

/** The points that no other dominates, one of each kind. */
const front = (points: readonly Point[]): Point[] =>
  points.filter((point, i) => !points.some((other, j) => dominates(other, point) || (j < i && other.every((y, m) => y === point[m]))))
