/**
 * The learning-rate range test: the loss while the rate rises from step to step says where learning begins and where it breaks. Smith 2017
 * (arXiv 1506.01186). Pure: whoever runs the script hands in what it reported.
 */
import { exp, log } from "@diapason/math"

/** One rate and the loss that was reported with it; the loss may be anything, NaN too. */
export interface RatePoint {
  readonly rate: number
  readonly loss: number
}

/** What a range test says. */
export interface RangeTest {
  /** The smoothed losses up to where the test ends, one for each of the first points. */
  readonly smoothed: readonly number[]
  /** Why the test ends before the last point, when it does. */
  readonly broke?: string
  /** A good first rate, and the range to search. Absent where the loss nowhere falls. */
  readonly suggestion?: Suggested
}

interface Suggested {
  readonly rate: number
  readonly low: number
  readonly high: number
  readonly why: string
}

/** `n` rates from `low` to `high`, evenly by their logarithm; n at least 2. */
export const ratesBetween = (low: number, high: number, n: number): readonly number[] =>
  Array.from({ length: n }, (_, i) => (i === n - 1 ? high : low * exp((log(high / low) * i) / (n - 1))))

/** What the moving average keeps of itself in a test of `n` steps: 0.98 at 100 steps, and as long a memory in proportion elsewhere. */
export const keptIn = (n: number): number => Math.max(0, 1 - 2 / n)

/**
 * Smooths the losses by a moving average that keeps `keep` of itself, free of its bias; ends at the first that is not finite or above
 * four times the best; and suggests the rate at which the smoothed loss falls fastest in ln rate, leaving out the first tenth and the last
 * twentieth of the points, and no more than a tenth of the rate at which it is least. To be searched is [rate/30, 3·rate].
 * `points` are by rising rate.
 */
export function rangeTest(points: readonly RatePoint[], keep: number): RangeTest {
  const smoothed: number[] = []
  let [sum, weight, best, broke] = [0, 0, Infinity, undefined as string | undefined]
  for (const { rate, loss } of points) {
    sum = keep * sum + (1 - keep) * loss
    weight = keep * weight + (1 - keep)
    const now = sum / weight
    if (!Number.isFinite(now)) broke = `the loss is not a finite number at ${figure(rate)}`
    else if (best > 0 && now > 4 * best) broke = `the loss is above four times its best at ${figure(rate)}`
    if (broke !== undefined) break
    smoothed.push(now)
    best = Math.min(best, now)
  }
  const suggestion = suggested(points, smoothed)
  return { smoothed, ...(broke !== undefined && { broke }), ...(suggestion !== undefined && { suggestion }) }
}

function suggested(points: readonly RatePoint[], smoothed: readonly number[]): Suggested | undefined {
  const n = smoothed.length
  const slopes = smoothed.map((_, i) => slopeAt(points, smoothed, i))
  const [from, to] = [Math.floor(n / 10), n - Math.floor(n / 20)]
  let steepest = from
  for (let i = from; i < to; i++) if (slopes[i]! < slopes[steepest]!) steepest = i
  if (n < 3 || !(slopes[steepest]! < 0)) return undefined
  const least = smoothed.reduce((at, loss, i) => (loss < smoothed[at]! ? i : at), 0)
  const cap = points[least]!.rate / 10
  const rate = Math.min(points[steepest]!.rate, cap)
  const falls = `the loss falls fastest at ${figure(points[steepest]!.rate)}`
  const why = rate < 0.999 * points[steepest]!.rate ? `${falls}, and a tenth of where it is least is ${figure(cap)}` : falls
  return { rate, low: rate / 30, high: 3 * rate, why }
}

/** By central differences in ln rate; one-sided at the ends. */
function slopeAt(points: readonly RatePoint[], smoothed: readonly number[], i: number): number {
  const [a, b] = [Math.max(0, i - 1), Math.min(smoothed.length - 1, i + 1)]
  return (smoothed[b]! - smoothed[a]!) / log(points[b]!.rate / points[a]!.rate)
}

const figure = (x: number): string => String(Number(x.toPrecision(3)))
