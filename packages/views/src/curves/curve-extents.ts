import type { Curve } from "@diapason/core"

/** Where curves are looked at: steps `from` to `to`, both included, over `width` columns of pixels. */
export interface CurveWindow {
  readonly metric: string
  readonly width: number
  readonly from: number
  readonly to: number
}

/**
 * Tells for each column of pixels that a curve passes through its least and greatest value there. A curve is a line from report to report;
 * between two of them it passes through every column, and what is on the border of two is in both. Values that are not finite are left out.
 */
export function extentsOver(window: CurveWindow): (curve: Curve, visit: (column: number, low: number, high: number) => void) => void {
  const { metric, width, from, to } = window
  const scale = width / (to > from ? to - from : 1)
  const low = new Float64Array(width)
  const high = new Float64Array(width)
  return ({ steps, columns }, visit) => {
    const values = columns.get(metric)
    if (values === undefined) return
    let [first, last] = [width, -1]
    const touch = (column: number, a: number, b: number): void => {
      if (column > last || column < first) {
        low[column] = Infinity
        high[column] = -Infinity
        first = Math.min(first, column)
        last = Math.max(last, column)
      }
      low[column] = Math.min(low[column]!, a, b)
      high[column] = Math.max(high[column]!, a, b)
    }
    let [x0, y0] = [NaN, NaN]
    for (let i = 0; i < steps.length; i++) {
      const [x, y] = [(steps[i]! - from) * scale, values[i]]
      if (y === undefined || !Number.isFinite(y)) continue
      if (x0 === x0) line(x0, y0, x, y, width, touch)
      else if (x >= 0 && x <= width) line(x, y, x, y, width, touch)
      ;[x0, y0] = [x, y]
      if (x > width) break
    }
    for (let column = first; column <= last; column++) visit(column, low[column]!, high[column]!)
  }
}

/** The stretches of one line that lie in columns of the window. */
function line(x0: number, y0: number, x1: number, y1: number, width: number, touch: (column: number, a: number, b: number) => void): void {
  if (x1 < 0 || x0 > width) return
  const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0
  const at = (x: number): number => (x <= x0 ? y0 : x >= x1 ? y1 : y0 + slope * (x - x0))
  const begin = Math.max(0, x0)
  const end = Math.min(width, x1)
  for (let column = Math.max(0, Math.ceil(begin) - 1); column < width && column <= end; column++) {
    touch(column, at(Math.max(begin, column)), at(Math.min(end, column + 1)))
  }
}
