import { racers } from "../race/setup.ts"
import { draw } from "./make.ts"

/** How a sampler looks everywhere on the page: a colour of the theme, a dash for its line, a shape for its points. */
export interface Look {
  readonly title: string
  readonly colour: string
  readonly dash: string
  readonly shape: (typeof shapes)[number]
}

const shapes = ["circle", "square", "triangle", "diamond", "cross"] as const
const dashes = ["none", "7 3", "2 3", "9 3 2 3"]

/** Colours are for eyes that see them; dashes and shapes say the same without. */
export function lookOf(sampler: string): Look {
  const i = Math.max(
    0,
    racers.findIndex(({ name }) => name === sampler),
  )
  return { title: racers[i]!.title, colour: `var(--racer-${i})`, dash: dashes[i % dashes.length]!, shape: shapes[i % shapes.length]! }
}

/** The mark of a sampler at a place, `r` pixels from its middle to its rim. */
export function mark({ shape, colour }: Look, x: number, y: number, r: number, faint = 1): SVGElement {
  const style = { fill: colour, stroke: "var(--rim)", "stroke-width": 0.8, opacity: faint, class: "mark" }
  const at = (...points: readonly (readonly [number, number])[]): string =>
    points.map(([dx, dy]) => `${x + dx * r},${y + dy * r}`).join(" ")
  if (shape === "circle") return draw("circle", { cx: x, cy: y, r, ...style })
  if (shape === "square") return draw("rect", { x: x - r * 0.85, y: y - r * 0.85, width: r * 1.7, height: r * 1.7, ...style })
  if (shape === "triangle") return draw("polygon", { points: at([0, -1.15], [1.05, 0.8], [-1.05, 0.8]), ...style })
  if (shape === "diamond") return draw("polygon", { points: at([0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]), ...style })
  const a = 0.36
  const cross = [
    [-a, -1.1],
    [a, -1.1],
    [a, -a],
    [1.1, -a],
    [1.1, a],
    [a, a],
    [a, 1.1],
    [-a, 1.1],
    [-a, a],
    [-1.1, a],
    [-1.1, -a],
    [-a, -a],
  ] as const
  return draw("polygon", { points: at(...cross), ...style })
}
