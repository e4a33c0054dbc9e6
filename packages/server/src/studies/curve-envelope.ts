import { keptPoints } from "@diapason/views"
import { configToday, lastStep, toWire, type Ledger, type Trial, type WireNumber } from "@diapason/core"
import { inSlices } from "./slices.ts"

/** The curve of one trial, thinned. */
export interface CurveLine {
  readonly trial: number
  readonly steps: readonly number[]
  readonly values: readonly WireNumber[]
}

/** Many curves as one picture: for each column of pixels the smallest and largest value, and how many points fall where. */
export interface CurveEnvelope {
  /** The steps at which the columns begin and end. */
  readonly steps: readonly [number, number]
  /** The values between which `density` counts; what lies beyond is counted at its edge. */
  readonly values: readonly [number, number]
  readonly low: readonly (number | null)[]
  readonly high: readonly (number | null)[]
  /** For each column the counts from the smallest values on; empty where a column has none. */
  readonly density: readonly (readonly number[])[]
}

/** One curve with at most `most` points. */
export function curveLine({ number, curve: { steps, columns } }: Trial, metric: string, most: number): CurveLine {
  const column = columns.get(metric) ?? []
  const kept = keptPoints(column, most)
  return { trial: number, steps: kept.map((i) => steps[i]!), values: kept.map((i) => toWire(column[i]!)) }
}

/** The picture of the curves of all trials, `width` columns of `rows` cells. Yields the event loop as it goes: five million points take some tenths of a second. */
export async function curveEnvelope(trials: readonly Trial[], metric: string, width: number, rows = 40): Promise<CurveEnvelope> {
  const there = trials.filter(({ curve }) => curve.columns.has(metric))
  let most = 1
  const sample: number[] = []
  await inSlices(there, ({ curve }) => {
    most = Math.max(most, lastStep(curve) ?? 1)
    const column = curve.columns.get(metric)!
    const value = column[column.length >> 1]
    if (value !== undefined && Number.isFinite(value)) sample.push(value)
  })
  const [from, to] = middle(sample)
  const low = Array<number | null>(width).fill(null)
  const high = Array<number | null>(width).fill(null)
  const density = Array.from({ length: width }, (): number[] => [])
  await inSlices(there, ({ curve: { steps, columns } }) => {
    const column = columns.get(metric)!
    for (let i = 0; i < steps.length; i++) {
      const value = column[i]
      if (value === undefined || !Number.isFinite(value)) continue
      const x = Math.max(0, Math.min(width - 1, Math.floor((steps[i]! / most) * (width - 1))))
      if (!(low[x]! <= value && low[x] !== null)) low[x] = value
      if (!(high[x]! >= value && high[x] !== null)) high[x] = value
      const cells = density[x]!
      if (cells.length === 0) for (let row = 0; row < rows; row++) cells.push(0)
      cells[Math.max(0, Math.min(rows - 1, Math.floor(((value - from) / (to - from)) * rows)))]!++
    }
  })
  return { steps: [0, most], values: [from, to], low, high, density }
}

/** Between which values most lie: a few that ran away must not flatten all others. */
function middle(sample: number[]): readonly [number, number] {
  const sorted = sample.sort((a, b) => a - b)
  const [low = 0, high = 1] = [sorted[Math.floor(0.01 * (sorted.length - 1))], sorted[Math.ceil(0.95 * (sorted.length - 1))]]
  return high > low ? [low, high] : [low - 0.5, low + 0.5]
}

/** Numbers of the best trials with a usable result, the best first. */
export function bestTrials(ledger: Ledger, count: number): readonly number[] {
  const { finished, trials, rules } = ledger
  const best: { readonly number: number; readonly loss: number }[] = []
  for (const number of finished) {
    const trial = trials[number]!
    if (trial.state !== "complete" || trial.excluded !== undefined) continue
    const loss = rules.loss(trial.values)
    if (Number.isNaN(loss) || (best.length >= count && loss >= (best.at(-1)?.loss ?? -Infinity))) continue
    if (rules.violations(trial.values, configToday(ledger, trial)).some((v) => !(v <= 0))) continue
    const at = best.findIndex((one) => one.loss > loss)
    best.splice(at < 0 ? best.length : at, 0, { number, loss })
    if (best.length > count) best.pop()
  }
  return best.map(({ number }) => number)
}
