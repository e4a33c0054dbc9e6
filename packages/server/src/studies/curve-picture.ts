import { setImmediate as turn } from "node:timers/promises"
import { configToday, lastStep, type Ledger, type Trial } from "@diapason/core"
import { curveDensity, curveEnvelope } from "@diapason/views"
import { inSlices } from "./slices.ts"

/** Many curves as one picture: what they cover, column by column, and how many pass where. */
interface CurvePicture {
  /** The steps at which the picture begins and ends. */
  readonly steps: readonly [number, number]
  /** The values between which `density` counts. */
  readonly values: readonly [number, number]
  /** By column; null where no curve passes. */
  readonly low: readonly (number | null)[]
  readonly high: readonly (number | null)[]
  readonly count: readonly number[]
  /** How many curves pass through each cell, row by row from the greatest values down. */
  readonly rows: number
  readonly density: readonly number[]
}

/** The picture of the curves of a metric, made in pieces: five million points take some tenths of a second, in which others have their turn. */
export async function curvePicture(trials: readonly Trial[], metric: string, width: number): Promise<CurvePicture> {
  let to = 1
  const sample: number[] = []
  await inSlices(trials, ({ curve }) => {
    to = Math.max(to, lastStep(curve) ?? 1)
    const column = curve.columns.get(metric) ?? []
    const value = column[column.length >> 1]
    if (value !== undefined && Number.isFinite(value)) sample.push(value)
  })
  const [bottom, top] = middle(sample)
  const window = { metric, width, from: 0, to }
  const low = new Float64Array(width).fill(NaN)
  const high = new Float64Array(width).fill(NaN)
  const count = new Uint32Array(width)
  const density = new Uint32Array(width * rows)
  for (const curves of pieces(trials)) {
    const one = curveEnvelope(curves, window)
    for (let x = 0; x < width; x++) {
      if (!(low[x]! <= one.low[x]!)) low[x] = Number.isNaN(one.low[x]!) ? low[x]! : one.low[x]!
      if (!(high[x]! >= one.high[x]!)) high[x] = Number.isNaN(one.high[x]!) ? high[x]! : one.high[x]!
      count[x]! += one.count[x]!
    }
    const cells = curveDensity(curves, { ...window, height: rows, low: bottom, high: top })
    for (let i = 0; i < cells.length; i++) density[i]! += cells[i]!
    await turn()
  }
  const known = (values: Float64Array): (number | null)[] => Array.from(values, (value) => (Number.isNaN(value) ? null : value))
  return { steps: [0, to], values: [bottom, top], low: known(low), high: known(high), count: [...count], rows, density: [...density] }
}

const rows = 40

/** Curves in portions of some milliseconds of work. */
function* pieces(trials: readonly Trial[]): Iterable<Trial["curve"][]> {
  let portion: Trial["curve"][] = []
  let points = 0
  for (const { curve } of trials) {
    portion.push(curve)
    points += curve.steps.length
    if (points < enough) continue
    yield portion
    ;[portion, points] = [[], 0]
  }
  if (portion.length > 0) yield portion
}

const enough = 50_000

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
