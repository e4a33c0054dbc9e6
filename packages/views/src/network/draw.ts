import type { Json } from "@diapason/core"
import { layered, type Layered, type Spot } from "./layered.ts"
import { sketchOf, type Box, type Sketch } from "./sketch.ts"

/**
 * A described network as an SVG picture, from input to output; undefined for a value that describes none. It takes the colour of the text
 * around it, so that it is read on light and on dark ground; what is described but not built is dashed and pale. `title` is its name for
 * those who listen, and the network in words is its description. All text is escaped.
 */
export function drawNetwork(value: Json, title: string): string | undefined {
  const sketch = sketchOf(value)
  return sketch && picture(sketch, title)
}

const letter = 6.9
const margin = 8
/** Longer labels and settings are cut, and whole on their tooltip. */
const longest = { label: 28, detail: 44 }

function picture(sketch: Sketch, title: string): string {
  const plan = layered(sketch.boxes.map(sizeOf), sketch.arrows)
  const [width, height] = [plan.width + 2 * margin, plan.height + 2 * margin].map(Math.ceil) as [number, number]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" `,
    `font-family="system-ui, sans-serif" font-size="12" text-anchor="middle" stroke="currentColor" fill="none">`,
    `<title>${escaped(title)}</title><desc>${escaped(sketch.says)}</desc>`,
    ...sketch.arrows.map((arrow, i) => arrowOf(plan.ways[i]!, sketch.boxes, arrow)),
    ...sketch.boxes.map((box, i) => boxOf(box, plan.spots[i]!)),
    `</svg>`,
  ].join("")
}

function sizeOf({ kind, label, detail }: Box): { readonly width: number; readonly height: number } {
  if (kind === "sum") return { width: Math.max(22, cut(label, longest.label).length * letter + 12), height: 22 }
  const text = Math.max(cut(label, longest.label).length * letter, cut(detail, longest.detail).length * letter * 0.86)
  return { width: Math.max(64, text + 24), height: detail === "" ? 28 : 42 }
}

function boxOf(box: Box, { x, y }: Spot): string {
  const { kind, label, detail, idle } = box
  const { width, height } = sizeOf(box)
  const round = kind === "sum" || kind === "end" ? height / 2 : 6
  const dash = kind === "pass" || idle ? ` stroke-dasharray="4 3"` : ""
  const ground = kind === "work" && !idle ? ` fill="currentColor" fill-opacity="0.08"` : ""
  const whole =
    label.length > longest.label || detail.length > longest.detail ? `<title>${escaped(`${label} ${detail}`.trim())}</title>` : ""
  const shape = `<rect x="${at(x - width / 2)}" y="${at(y - height / 2)}" width="${at(width)}" height="${height}" rx="${round}"${dash}${ground}/>`
  const weight = kind === "work" ? ` font-weight="600"` : ""
  const first = `<text x="${at(x)}" y="${at(detail === "" ? y + 4 : y - 3)}"${weight} stroke="none" fill="currentColor">${escaped(cut(label, longest.label))}</text>`
  const second =
    detail === ""
      ? ""
      : `<text x="${at(x)}" y="${at(y + 13)}" font-size="10.5" stroke="none" fill="currentColor" fill-opacity="0.8">${escaped(cut(detail, longest.detail))}</text>`
  return `<g${idle ? ` opacity="0.5"` : ""}>${whole}${shape}${first}${second}</g>`
}

/** A line that leaves a box below and enters one above, bent where it passes layers, with a head. */
function arrowOf(way: Layered["ways"][number], boxes: readonly Box[], [from, to]: readonly [number, number]): string {
  const [source, target] = [boxes[from]!, boxes[to]!]
  const start = { x: way[0]!.x, y: way[0]!.y + sizeOf(source).height / 2 }
  const end = { x: way.at(-1)!.x, y: way.at(-1)!.y - sizeOf(target).height / 2 }
  const points = [start, ...way.slice(1, -1), { x: end.x, y: end.y - 6 }]
  const bends = points.slice(1).map((point, i) => {
    const middle = (points[i]!.y + point.y) / 2
    return `C${at(points[i]!.x)} ${at(middle)} ${at(point.x)} ${at(middle)} ${at(point.x)} ${at(point.y)}`
  })
  const head = `M${at(end.x)} ${at(end.y)}l-3.5 -6h7z`
  const pale = source.idle || target.idle ? ` stroke-dasharray="3 3" opacity="0.5"` : ""
  return `<g${pale}><path d="M${at(start.x)} ${at(start.y)}${bends.join("")}" opacity="0.7"/><path d="${head}" fill="currentColor" stroke="none"/></g>`
}

const at = (n: number): string => String(Math.round(n * 10) / 10)
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** Text of an SVG file: without signs that XML cannot hold. */
const escaped = (text: string): string =>
  Array.from(text, (sign) => (legal(sign.codePointAt(0)!) ? sign : "\ufffd"))
    .join("")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const legal = (code: number): boolean =>
  code === 9 || code === 10 || code === 13 || (code >= 32 && (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff)
