import { racers } from "../race/setup.ts"
import { draw } from "./make.ts"

/** How a sampler looks everywhere on the page: a colour of the theme, a dash for its line, a shape for its points. */
interface Look {
  readonly title: string
  readonly colour: string
  readonly dash: string
  readonly shape: Corners
}

type Corners = readonly (readonly [number, number])[]

const a = 0.36

/** Shapes in the order of the samplers, as corners around the middle; none of them is a circle. */
const shapes: readonly Corners[] = [
  [],
  [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  [
    [0, -1.15],
    [1.05, 0.8],
    [-1.05, 0.8],
  ],
  [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  [
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
  ],
  [
    [0, 1.15],
    [1.05, -0.8],
    [-1.05, -0.8],
  ],
  [
    [-1.2, -0.55],
    [1.2, -0.55],
    [1.2, 0.55],
    [-1.2, 0.55],
  ],
  [
    [-0.55, -1.2],
    [0.55, -1.2],
    [0.55, 1.2],
    [-0.55, 1.2],
  ],
  [
    [0, -1.35],
    [0.33, -0.45],
    [1.28, -0.42],
    [0.53, 0.17],
    [0.79, 1.09],
    [0, 0.55],
    [-0.79, 1.09],
    [-0.53, 0.17],
    [-1.28, -0.42],
    [-0.33, -0.45],
  ],
]
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
  if (shape.length === 0) return draw("circle", { cx: x, cy: y, r, ...style })
  return draw("polygon", { points: shape.map(([dx, dy]) => `${x + dx * r},${y + dy * r}`).join(" "), ...style })
}
