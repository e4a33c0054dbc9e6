import type { Curve } from "@diapason/core"
import { extentsOver, type CurveWindow } from "./curve-extents.ts"

/** Many curves as a band: by column of pixels the least and greatest value of all, and how many curves pass through; NaN where none does. */
export interface Envelope {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly count: Uint32Array
}

/** The band of many curves, in one pass over their points. Five million points take some tenths of a second. */
export function curveEnvelope(curves: Iterable<Curve>, window: CurveWindow): Envelope {
  const low = new Float64Array(window.width).fill(NaN)
  const high = new Float64Array(window.width).fill(NaN)
  const count = new Uint32Array(window.width)
  const extents = extentsOver(window)
  for (const curve of curves) {
    const one = extents(curve)
    for (let column = one.first; column <= one.last; column++) {
      if (!(low[column]! <= one.low[column]!)) low[column] = one.low[column]!
      if (!(high[column]! >= one.high[column]!)) high[column] = one.high[column]!
      count[column]!++
    }
  }
  return { low, high, count }
}

/** Where the values of a density stand: `high` at the top row, `low` at the bottom one. */
export interface DensityWindow extends CurveWindow {
  readonly height: number
  readonly low: number
  readonly high: number
}

/** How many curves pass through each pixel, row by row from the top. What lies outside of `low` to `high` is not counted. */
export function curveDensity(curves: Iterable<Curve>, window: DensityWindow): Uint32Array {
  const { width, height, low, high } = window
  const cells = new Uint32Array(width * height)
  const scale = high > low ? height / (high - low) : 0
  const rowOf = (y: number): number => Math.min(height - 1, Math.floor((high - y) * scale))
  const extents = extentsOver(window)
  for (const curve of curves) {
    const one = extents(curve)
    for (let column = one.first; column <= one.last; column++) {
      const [a, b] = [one.low[column]!, one.high[column]!]
      if (b < low || a > high) continue
      const end = rowOf(a > low ? a : low)
      for (let row = rowOf(b < high ? b : high); row <= end; row++) cells[row * width + column]!++
    }
  }
  return cells
}
