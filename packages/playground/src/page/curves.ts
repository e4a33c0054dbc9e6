import { bestSoFar, medianCurve, type Runs } from "../race/standings.ts"
import { lookOf } from "./look.ts"
import { draw } from "./make.ts"
import { shown, tenths, ticks } from "./ticks.ts"

/** What the picture of the race shows. */
interface CurvesShown {
  readonly runs: ReadonlyMap<string, Runs>
  readonly trials: number
  /** The least value, where it is known: the curves are then what is still missing, on a logarithmic scale. */
  readonly optimum: number | undefined
  /** Only this many trials of each race. */
  readonly until: number
}

const [width, height] = [640, 400]
const frame = { left: 58, right: 92, top: 14, bottom: 40 }

/** Draws the best value so far by trials: each race as a thin line, their median as a thick one with its name at the end. */
export function drawCurves(svg: SVGSVGElement, { runs, trials, optimum, until }: CurvesShown): void {
  const regret = (value: number): number => (optimum === undefined ? value : Math.max(value - optimum, 1e-9))
  const lines = [...runs].map(([sampler, all]) => {
    const cut = all.map((run) => run.slice(0, until))
    return { sampler, thin: cut.map((run) => bestSoFar(run)), thick: medianCurve(cut) }
  })
  const values = lines.flatMap(({ thin }) => thin.flat()).flatMap((value) => (value === undefined ? [] : [regret(value)]))
  const scale = scaleOf(values, optimum !== undefined)
  const x = (k: number): number => frame.left + ((width - frame.left - frame.right) * k) / Math.max(1, trials - 1)
  const y = (value: number): number => frame.top + (height - frame.top - frame.bottom) * (1 - scale.at(regret(value)))
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  svg.replaceChildren(
    ...scale.ticks.map((tick) => grid(frame.top + (height - frame.top - frame.bottom) * (1 - scale.at(tick)), tick)),
    ...ticks(1, Math.max(2, trials), 6).map((k) => below(x(k - 1), String(k))),
    draw("text", { x: (frame.left + width - frame.right) / 2, y: height - 6, class: "axis", "text-anchor": "middle" }, "trials"),
    draw(
      "text",
      { x: 14, y: height / 2 - 10, class: "axis", "text-anchor": "middle", transform: `rotate(-90 14 ${height / 2 - 10})` },
      optimum === undefined ? "best value so far" : "missing to the optimum",
    ),
    ...lines.flatMap(({ sampler, thin, thick }) => {
      const { colour, dash } = lookOf(sampler)
      const many = thin.filter((curve) => curve.length > 0).length > 1
      return [
        ...(many ? thin.map((curve) => path(curve, x, y, { stroke: colour, "stroke-width": 1, opacity: 0.28 })) : []),
        path(thick, x, y, { stroke: colour, "stroke-width": 2.6, "stroke-dasharray": dash }),
      ]
    }),
    ...names(
      lines.map(({ sampler, thick }) => ({ sampler, end: thick.at(-1), k: thick.length - 1 })),
      x,
      y,
    ),
  )
}

function scaleOf(values: readonly number[], log: boolean): { readonly ticks: readonly number[]; at(value: number): number } {
  if (values.length === 0) return log ? { ticks: [0.01, 0.1, 1, 10], at: (v) => (Math.log10(v) + 2) / 3 } : { ticks: [0, 1], at: (v) => v }
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (!log) {
    const room = (high - low || 1) * 0.05
    return { ticks: ticks(low, high, 5), at: (v) => (v - low + room) / (high - low + 2 * room) }
  }
  const [a, b] = [Math.log10(low) - 0.15, Math.log10(high) + 0.15]
  return { ticks: tenths(a, b), at: (v) => (Math.log10(v) - a) / (b - a) }
}

const grid = (y: number, tick: number): SVGElement =>
  draw(
    "g",
    {},
    draw("line", { x1: frame.left, x2: width - frame.right, y1: y, y2: y, class: "grid" }),
    draw("text", { x: frame.left - 8, y: y + 4, class: "tick", "text-anchor": "end" }, shown(tick)),
  )

const below = (x: number, text: string): SVGElement =>
  draw("text", { x, y: height - frame.bottom + 18, class: "tick", "text-anchor": "middle" }, text)

/** Steps, since a best value holds until there is a better one. */
function path(
  curve: readonly (number | undefined)[],
  x: (k: number) => number,
  y: (v: number) => number,
  style: Record<string, string | number>,
): SVGElement {
  let d = ""
  for (const [k, value] of curve.entries()) {
    if (value === undefined) continue
    d += d === "" ? `M${x(k).toFixed(1)} ${y(value).toFixed(1)}` : `H${x(k).toFixed(1)}V${y(value).toFixed(1)}`
  }
  return draw("path", { d, fill: "none", "stroke-linejoin": "round", ...style })
}

/** Names at the ends of the lines, moved apart where they would lie on each other. */
function names(
  ends: readonly { readonly sampler: string; readonly end: number | undefined; readonly k: number }[],
  x: (k: number) => number,
  y: (v: number) => number,
): readonly SVGElement[] {
  let last = -Infinity
  return ends
    .flatMap(({ sampler, end, k }) => (end === undefined ? [] : [{ sampler, at: y(end), x: x(k) }]))
    .toSorted((a, b) => a.at - b.at)
    .map(({ sampler, at, x: from }) => {
      last = Math.max(at, last + 14)
      const { title, colour } = lookOf(sampler)
      return draw("text", { x: from + 7, y: last + 4, class: "name", style: `fill: ${colour}` }, title)
    })
}
