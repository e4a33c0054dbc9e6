import type { TestFunction } from "../functions/test-function.ts"
import { axesOf, planeOf } from "../functions/test-function.ts"
import type { Step } from "../race/racer.ts"
import { lookOf, mark } from "./look.ts"
import { draw } from "./make.ts"
import { shown, ticks } from "./ticks.ts"

const side = 400
const frame = { left: 44, top: 14, bottom: 40, right: 12 }
const inner = { width: side - frame.left - frame.right, height: side - frame.top - frame.bottom }
const cells = 180
const bands = 14

/** The height of the ground as bands of equal area, in the colours of the theme: where a random point would land is seen at once. */
export function paintGround(canvas: HTMLCanvasElement, f: TestFunction): void {
  const plane = planeOf(f)
  const context = canvas.getContext("2d")
  canvas.hidden = plane === undefined
  if (plane === undefined || context === null) return
  canvas.width = canvas.height = cells
  const [x, y] = plane
  const heights = Float64Array.from({ length: cells * cells }, (_, i) => {
    const [column, row] = [i % cells, Math.floor(i / cells)]
    return f.evaluate({
      [x.name]: x.low + ((x.high - x.low) * (column + 0.5)) / cells,
      [y.name]: y.high - ((y.high - y.low) * (row + 0.5)) / cells,
    })
  })
  const sorted = heights.filter(Number.isFinite).sort()
  const cuts = Array.from({ length: bands - 1 }, (_, i) => sorted[Math.floor(sorted.length * ((i + 1) / bands) ** 1.6)] ?? 0)
  const colours = coloursOf(canvas)
  const image = context.createImageData(cells, cells)
  for (const [i, height] of heights.entries()) {
    const band = cuts.findIndex((cut) => height < cut)
    image.data.set(Number.isFinite(height) ? colours[band < 0 ? bands - 1 : band]! : [128, 128, 128, 60], i * 4)
  }
  context.putImageData(image, 0, 0)
}

/** From the deep colour to the high one of the theme, a shade for each band. */
function coloursOf(canvas: HTMLCanvasElement): readonly (readonly number[])[] {
  const style = getComputedStyle(canvas)
  const stops = ["--deep", "--middle", "--high"].map((name) => rgb(style.getPropertyValue(name).trim()))
  return Array.from({ length: bands }, (_, i) => {
    const t = (i / (bands - 1)) * 2
    const [from, to] = t < 1 ? [stops[0]!, stops[1]!] : [stops[1]!, stops[2]!]
    return [...[0, 1, 2].map((c) => Math.round(from[c]! + (to[c]! - from[c]!) * (t < 1 ? t : t - 1))), 255]
  })
}

const rgb = (hex: string): readonly number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))

/** Where the samplers tried, over the ground; of a function without a plane, one line for each parameter. */
export function drawPoints(svg: SVGSVGElement, f: TestFunction, runs: ReadonlyMap<string, readonly Step[]>): void {
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`)
  const plane = planeOf(f)
  if (plane === undefined) return drawLines(svg, f, runs)
  const [x, y] = plane
  const across = (v: number): number => frame.left + (inner.width * (v - x.low)) / (x.high - x.low)
  const up = (v: number): number => frame.top + inner.height * (1 - (v - y.low) / (y.high - y.low))
  svg.replaceChildren(
    ...ticks(x.low, x.high, 5).map((t) => text(across(t), side - frame.bottom + 17, shown(t), "middle")),
    ...ticks(y.low, y.high, 5).map((t) => text(frame.left - 7, up(t) + 4, shown(t), "end")),
    text(frame.left + inner.width / 2, side - 6, x.name, "middle"),
    text(10, frame.top + inner.height / 2, y.name, "middle"),
    ...[...runs].flatMap(([sampler, steps]) =>
      steps.map(({ config, trial }) =>
        mark(lookOf(sampler), across(Number(config[x.name])), up(Number(config[y.name])), 4.2, age(trial, steps.length)),
      ),
    ),
    ...[...runs].flatMap(([sampler, steps]) => {
      const best = bestOf(steps)
      if (best === undefined) return []
      const [cx, cy] = [across(Number(best.config[x.name])), up(Number(best.config[y.name]))]
      return [
        draw("circle", { cx, cy, r: 9, fill: "none", stroke: "var(--rim)", "stroke-width": 4 }),
        draw("circle", { cx, cy, r: 9, fill: "none", stroke: lookOf(sampler).colour, "stroke-width": 2.4 }),
      ]
    }),
  )
}

function drawLines(svg: SVGSVGElement, f: TestFunction, runs: ReadonlyMap<string, readonly Step[]>): void {
  const axes = axesOf(f)
  const gap = inner.height / axes.length
  const samplers = [...runs]
  svg.replaceChildren(
    ...axes.flatMap(({ name, low, high }, i) => {
      const y = frame.top + gap * (i + 0.5)
      const across = (v: number): number => frame.left + (inner.width * (v - low)) / (high - low)
      return [
        draw("line", { x1: frame.left, x2: side - frame.right, y1: y, y2: y, class: "grid" }),
        text(frame.left - 9, y + 4, name, "end"),
        ...samplers.flatMap(([sampler, steps], s) =>
          steps.flatMap(({ config, trial }) => {
            const value = config[name]
            const beside = (s - (samplers.length - 1) / 2) * Math.min(9, (gap * 0.8) / samplers.length)
            return typeof value === "number" ? [mark(lookOf(sampler), across(value), y + beside, 3.4, age(trial, steps.length))] : []
          }),
        ),
      ]
    }),
    text(frame.left, side - 18, "low", "start"),
    text(side - frame.right, side - 18, "high", "end"),
  )
}

/** Old trials fade, so that one sees where a sampler is now. */
const age = (trial: number, of: number): number => 0.35 + (0.65 * (trial + 1)) / of

const text = (x: number, y: number, words: string, anchor: string): SVGElement =>
  draw("text", { x, y, class: "tick", "text-anchor": anchor }, words)

/** The trial with the least value. */
function bestOf(steps: readonly Step[]): Step | undefined {
  let best: Step | undefined
  for (const step of steps) if (step.loss !== undefined && (best?.loss === undefined || step.loss < best.loss)) best = step
  return best
}
