import type { Curve } from "@diapason/core"

/** Where curves are looked at: steps `from` to `to`, both included, over `width` columns of pixels. */
export interface CurveWindow {
  readonly metric: string
  readonly width: number
  readonly from: number
  readonly to: number
}

/** By column of pixels from `first` to `last` the least and greatest value of one curve; the buffers serve the next curve too. */
interface Extents {
  first: number
  last: number
  readonly low: Float64Array
  readonly high: Float64Array
}

/**
 * Finds for each column of pixels that a curve passes through its least and greatest value there. A curve is a line from report to report;
 * between two of them it passes through every column, and what is on the border of two is in both. Values that are not finite are left out.
 * Hot: millions of points come by.
 */
export function extentsOver({ metric, width, from, to }: CurveWindow): (curve: Curve) => Extents {
  const scale = width / (to > from ? to - from : 1)
  const found: Extents = { first: width, last: -1, low: new Float64Array(width), high: new Float64Array(width) }
  return ({ steps, columns }) => {
    found.low.fill(Infinity)
    found.high.fill(-Infinity)
    found.first = width
    found.last = -1
    const values = columns.get(metric)
    if (values === undefined) return found
    let x0 = NaN
    let y0 = NaN
    for (let i = 0; i < steps.length; i++) {
      const x = (steps[i]! - from) * scale
      const y = values[i]
      if (y === undefined || !Number.isFinite(y)) continue
      // A first point is a line that does not go anywhere.
      if (x0 === x0) drawLine(found, x0, y0, x, y)
      else drawLine(found, x, y, x, y)
      x0 = x
      y0 = y
      if (x > width) break
    }
    return found
  }
}

/** Takes in the stretches of one line that lie in columns of the window. */
function drawLine(found: Extents, x0: number, y0: number, x1: number, y1: number): void {
  const { low, high } = found
  const width = low.length
  if (x1 < 0 || x0 > width) return
  const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0
  const begin = x0 > 0 ? x0 : 0
  const end = x1 < width ? x1 : width
  const first = Math.max(0, Math.ceil(begin) - 1)
  const last = Math.min(width - 1, Math.floor(end))
  let left = y0 + slope * (begin - x0)
  for (let column = first; column <= last; column++) {
    const x = column + 1 < end ? column + 1 : end
    const right = x >= x1 ? y1 : y0 + slope * (x - x0)
    const [least, greatest] = left < right ? [left, right] : [right, left]
    if (least < low[column]!) low[column] = least
    if (greatest > high[column]!) high[column] = greatest
    left = right
  }
  if (first < found.first) found.first = first
  if (last > found.last) found.last = last
}
