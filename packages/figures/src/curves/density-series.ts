import { curveDensity } from "@diapason/views"
import type { Look } from "../look.ts"
import type { CurveLine } from "./curve-lines.ts"
import type { CurvePicture } from "./curves-choice.ts"

interface Window {
  readonly low: number
  readonly high: number
  readonly log: boolean
}

/** Too many lines as a picture of how many pass: stronger is more, on the scale of a root, so that few are seen beside many. */
export function densitySeries(lines: readonly CurveLine[], { low, high, log }: Window, look: Look) {
  const [to, from] = [log ? Math.log10 : same, log ? (y: number) => 10 ** y : same]
  const [first, last] = lines.reduce(([a, b], { steps }) => [Math.min(a, steps[0]!), Math.max(b, steps.at(-1)!)], [Infinity, -Infinity])
  const [bottom, top] = [to(low), to(high)]
  const curves = lines.map(({ steps, values }) => ({ steps, columns: new Map([["y", log ? values.map(to) : values]]) }))
  const counts = curveDensity(curves, { metric: "y", width: columns, height: rows, from: first, to: last, low: bottom, high: top })
  const [wide, tall] = [(last - first) / columns, (top - bottom) / rows]
  const data: (readonly number[])[] = []
  let most = 1
  counts.forEach((count, i) => {
    if (count === 0) return
    const [column, row] = [i % columns, Math.floor(i / columns)]
    most = Math.max(most, count)
    data.push([first + column * wide, from(top - (row + 1) * tall), first + (column + 1) * wide, from(top - row * tall), count])
  })
  return cells(data, most, look)
}

/** The same of the counts that a server has made of all curves. */
export function pictureSeries({ steps: [first, last], values: [low, high], rows, density }: CurvePicture, look: Look) {
  const columns = density.length / rows
  const wide = (last - first) / columns
  const tall = (high - low) / rows
  let most = 1
  const data = density.flatMap((count, i) => {
    most = Math.max(most, count)
    const [x, y] = [i % columns, rows - 1 - Math.floor(i / columns)]
    return count === 0 ? [] : [[first + x * wide, low + y * tall, first + (x + 1) * wide, low + (y + 1) * tall, count]]
  })
  return cells(data, most, look)
}

function cells(data: readonly (readonly number[])[], most: number, look: Look) {
  return {
    id: "density",
    type: "custom",
    silent: true,
    progressive: 0,
    dimensions: ["x", "y", "x2", "y2", "count"],
    encode: { x: [0, 2], y: [1, 3] },
    data,
    renderItem: (_: unknown, api: { value(i: number): number; coord(at: readonly number[]): readonly [number, number] }) => {
      // On whole pixels, so that neighbours neither overlap nor leave a seam.
      const [left, under] = api.coord([api.value(0), api.value(1)]).map(Math.round) as [number, number]
      const [right, above] = api.coord([api.value(2), api.value(3)]).map(Math.round) as [number, number]
      return {
        type: "rect",
        shape: { x: left, y: above, width: right - left, height: under - above },
        style: { fill: look.faint, opacity: 0.06 + 0.84 * Math.sqrt(api.value(4) / most) },
      }
    },
  }
}

const same = (y: number): number => y
const [columns, rows] = [200, 100]
