import { numbersOf, type DrawnOption, type DrawnSeries } from "./drawn-option.ts"
import { gridCanvas, type GridCanvas } from "./grid-canvas.ts"
import { textAxis, type TextAxis } from "./text-axis.ts"

/** Lines and points of one grid of a picture, with its axes; undefined where the grid has nothing that characters can show. */
export function textGrid(option: DrawnOption, at: number, width: number, height: number): readonly string[] | undefined {
  const inside = option.series.filter((one) => (option.xAxes[one.xAxisIndex ?? 0]?.gridIndex ?? 0) === at)
  const drawn = inside.filter(({ type = "line", data = [] }) => ["line", "scatter", "heatmap"].includes(type) && data.length > 0)
  if (drawn.length === 0) return undefined
  const along = (which: 0 | 1): readonly number[] => drawn.flatMap(({ data = [] }) => data.map((point) => numbersOf(point)[which] ?? NaN))
  const [xAxis, yAxis] = [option.xAxes[drawn[0]!.xAxisIndex ?? 0] ?? {}, option.yAxes[drawn[0]!.yAxisIndex ?? 0] ?? {}]
  const y = textAxis(yAxis, along(1), height > 9 ? 4 : 3)
  const head = yAxis.show === false ? 0 : Math.max(0, ...y.ticks.map(({ text }) => text.length))
  const x = textAxis(xAxis, along(0), width > 60 ? 5 : 3)
  const canvas = gridCanvas(Math.max(8, width - head - 2), Math.max(3, height - 3))
  const keys = keysOf(drawn)
  for (const one of inside) marked(one, canvas, x, y)
  for (const one of drawn.filter(({ type }) => type === "heatmap")) shaded(one, canvas, x, y)
  for (const one of drawn.filter(({ type }) => type === "scatter")) pointed(one, canvas, x, y)
  for (const one of drawn.filter(({ type = "line" }) => type === "line")) lined(one, canvas, x, y, keys.get(one))
  return [
    ...(y.name === "" ? [] : [y.name]),
    ...framed(canvas.lines(), y, head),
    `${" ".repeat(head)} └${"─".repeat(canvas.columns)}`,
    ...(xAxis.show === false ? [] : [`${" ".repeat(head + 2)}${spread(x, canvas.columns)}`]),
    ...(x.name === "" ? [] : [`${" ".repeat(head + 2)}${centred(x.name, canvas.columns)}`]),
    ...[...keys].map(([{ name }, key]) => `${" ".repeat(head + 2)}${key} ${name}`),
  ]
}

/** A letter for each line that has a name, where there are several. */
function keysOf(drawn: readonly DrawnSeries[]): ReadonlyMap<DrawnSeries, string> {
  const named = drawn.filter(({ type = "line", name }) => type === "line" && name !== undefined)
  return new Map(named.length < 2 ? [] : named.slice(0, 26).map((one, i) => [one, String.fromCharCode(97 + i)]))
}

function lined({ data = [], step }: DrawnSeries, canvas: GridCanvas, x: TextAxis, y: TextAxis, key: string | undefined): void {
  let before: readonly [number, number] | undefined
  let last: readonly [number, number] | undefined
  for (const point of data) {
    const [px = NaN, py = NaN] = numbersOf(point)
    const place: readonly [number, number] = [x.place(px), y.place(py)]
    if (!place.every(Number.isFinite)) {
      before = undefined
      continue
    }
    if (before === undefined) canvas.dot(...place)
    else if (step === "end") {
      canvas.line(...before, place[0], before[1])
      canvas.line(place[0], before[1], ...place)
    } else canvas.line(...before, ...place)
    before = place
    last = place
  }
  if (key !== undefined && last !== undefined) canvas.sign(Math.min(1, Math.max(0, last[0])), last[1], key)
}

/** More points than these are dots: signs would cover each other. */
const mostSigns = 300

function pointed({ data = [], symbol, label, itemStyle }: DrawnSeries, canvas: GridCanvas, x: TextAxis, y: TextAxis): void {
  data.forEach((point, dataIndex) => {
    const [px = NaN, py = NaN] = numbersOf(point)
    const own = typeof point === "object" && point !== null && "symbol" in point ? String(point.symbol) : symbol
    if (label?.show === true) canvas.word(x.place(px), y.place(py), labelOf(label.formatter, dataIndex, point))
    // What is there for the pointer alone.
    else if (itemStyle?.color === "transparent" && itemStyle.borderColor === undefined) return
    else if (data.length > mostSigns) canvas.dot(x.place(px), y.place(py))
    else canvas.sign(x.place(px), y.place(py), signOf(own))
  })
}

function labelOf(formatter: unknown, dataIndex: number, data: unknown): string {
  if (typeof formatter === "function") return String((formatter as (asked: object) => unknown)({ dataIndex, data }))
  return typeof formatter === "string" ? formatter : ""
}

function signOf(symbol: string | undefined): string {
  if (symbol?.startsWith("path:") === true) return "×"
  return (symbol === undefined ? undefined : signs[symbol]) ?? "∘"
}

const signs: Readonly<Record<string, string>> = { triangle: "▵", diamond: "◇", rect: "▫", pin: "▾" }

/** Cells as shades, by the order of their values. */
function shaded({ data = [] }: DrawnSeries, canvas: GridCanvas, x: TextAxis, y: TextAxis): void {
  const cells = data.map(numbersOf).filter((cell) => Number.isFinite(cell[2]))
  const order = cells.map((cell) => cell[2]!).sort((a, b) => a - b)
  const [columns, rows] = [0, 1].map((which) => new Set(cells.map((cell) => cell[which])).size) as [number, number]
  for (const [px = NaN, py = NaN, value = NaN] of cells) {
    const sign = " ░▒▓█"[1 + Math.min(3, Math.floor((4 * order.indexOf(value)) / order.length))]!
    const [wide, high] = [canvas.columns / Math.max(1, columns), canvas.rows / Math.max(1, rows)]
    const [left, top] = [Math.round(x.place(px) * canvas.columns - wide / 2), Math.round((1 - y.place(py)) * canvas.rows - high / 2)]
    for (let i = 0; i < wide; i++) for (let k = 0; k < high; k++) canvas.shade(left + i, top + k, sign)
  }
}

function marked({ markLine }: DrawnSeries, canvas: GridCanvas, x: TextAxis, y: TextAxis): void {
  for (const { xAxis, yAxis } of markLine?.data ?? []) {
    if (typeof yAxis === "number") for (let i = 0; i <= 1; i += 2 / canvas.columns) canvas.dot(i, y.place(yAxis))
    if (typeof xAxis === "number") for (let i = 0; i <= 1; i += 0.5 / canvas.rows) canvas.dot(x.place(xAxis), i)
  }
}

function framed(lines: readonly string[], y: TextAxis, head: number): readonly string[] {
  const texts: string[] = []
  for (const { place, text } of y.ticks) texts[Math.round((1 - place) * (lines.length - 1))] = text
  return lines.map((line, row) => `${(texts[row] ?? "").padStart(head)} ${texts[row] === undefined ? "│" : "┤"}${line.trimEnd()}`)
}

/** Marks of the horizontal axis in one line; those that would touch the one before are left out. */
function spread({ ticks }: TextAxis, columns: number): string {
  let line = ""
  for (const { place, text } of [...ticks].sort((a, b) => a.place - b.place)) {
    const start = Math.max(0, Math.min(columns - text.length, Math.round(place * (columns - 1) - text.length / 2)))
    if (line === "" || start > line.length) line = `${line.padEnd(start)}${text}`
  }
  return line
}

const centred = (text: string, width: number): string => `${" ".repeat(Math.max(0, Math.floor((width - text.length) / 2)))}${text}`
