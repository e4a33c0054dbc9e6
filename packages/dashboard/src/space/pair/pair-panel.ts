import { columnNamed, objectiveLosses, sampleOf, type Column } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../../charts/look.ts"
import type { Panel } from "../../panels/panel.ts"
import type { StudyView } from "../../panels/study-view.ts"
import { showNumber, showValue } from "../../trials/show-value.ts"
import { escaped } from "../escaped.ts"
import { axisOf, placesOf, type Axis } from "../parallel/axis.ts"
import { jittered } from "../jitter.ts"
import { placeAxis } from "../place-axis.ts"
import { rampOf, rampSteps } from "../ramp.ts"
import { cellsOf, marginalOf, partsOf, type Cell, type PairPoints } from "./cells.ts"

/** Which two parameters, and whether cells show the mean value or the mean rank. */
interface PairChoice {
  readonly first: string
  readonly second: string
  readonly shows: "value" | "rank"
}

interface Row extends Cell {
  readonly across: string
  readonly up: string
}

/** What two parameters do together: the mean of the objective in cells, trials on top, each parameter alone at the sides. */
export const pairPanel = (choice: PairChoice): Panel<Row> => ({
  id: "pair",
  asks: `What do ${choice.first} and ${choice.second} do together?`,
  help: "Each cell shows the mean of its complete trials; empty frames have none, and nothing is guessed for them. Dots are trials. The lines at top and right are the means along each parameter alone: where the picture is not the sum of these two, the parameters interact. A cell with one trial is no more certain than that trial.",
  lacks(view) {
    const has = pointsOf(view, choice).count
    return has >= leastPoints
      ? undefined
      : { says: `A heat map needs ${leastPoints} complete trials with both parameters.`, has, needs: leastPoints }
  },
  rows(view) {
    const points = pointsOf(view, choice)
    const [x, y] = axesOf(view, choice)
    const [across, up] = [partsOf(x.words, points.count), partsOf(y.words, points.count)]
    return cellsOf(points, across, up).map((cell) => ({ ...cell, across: partName(x, cell.x, across), up: partName(y, cell.y, up) }))
  },
  columns: [
    { name: choice.first, value: ({ across }) => across },
    { name: choice.second, value: ({ up }) => up },
    { name: "trials", value: ({ trials }) => trials },
    { name: `mean ${choice.shows}`, value: ({ mean }) => (mean === mean ? mean : undefined) },
  ],
  summary(rows, view) {
    const down = choice.shows === "rank" || view.board.ledger.definition.objectives[0]!.direction === "minimize"
    const best = rows.filter(({ trials }) => trials > 0).sort((a, b) => (down ? a.mean - b.mean : b.mean - a.mean))[0]
    return best === undefined
      ? "No complete trial."
      : `The best cell is ${choice.first} ${best.across} with ${choice.second} ${best.up}: mean ${showNumber(Number(best.mean.toPrecision(4)))} of ${best.trials} trials.`
  },
  draw: (rows, view, look) => picture(rows, view, choice, look),
})

const leastPoints = 5

const axesOf = ({ board: { table } }: StudyView, { first, second }: PairChoice): readonly [Axis, Axis] => [
  axisOf(columnNamed(table, first)!, table.size, "linear"),
  axisOf(columnNamed(table, second)!, table.size, "linear"),
]

let last: { readonly table: object; readonly mask: Uint8Array; readonly choice: PairChoice; readonly points: PairPoints } | undefined

/** Kept complete trials with both parameters; a rank runs from 0, the best, to 1. Asked for several times a picture, made once. */
function pointsOf(view: StudyView, choice: PairChoice): PairPoints {
  const { table } = view.board
  if (last?.table !== table || last.mask !== view.mask || last.choice !== choice)
    last = { table, mask: view.mask, choice, points: pointsFrom(view, choice) }
  return last.points
}

function pointsFrom(view: StudyView, choice: PairChoice): PairPoints {
  const { board, mask } = view
  const { size } = board.table
  const objective = board.ledger.definition.objectives[0]!
  const losses = objectiveLosses(board.table, objective)
  const [x, y] = axesOf(view, choice)
  const sign = objective.direction === "minimize" ? 1 : -1
  const asRanks = (): Float32Array =>
    placesOf(axisOf({ ...columnNamed(board.table, objective.metric)!, values: losses }, size, "rank"), size)
  const ranks = choice.shows === "rank" ? asRanks() : undefined
  const points = { trial: new Int32Array(size), x: new Float64Array(size), y: new Float64Array(size), value: new Float64Array(size) }
  let count = 0
  for (let trial = 0; trial < size; trial++) {
    if (mask[trial] !== 1 || losses[trial] !== losses[trial]) continue
    const [px, py] = [x.place(x.column.values[trial]!), y.place(y.column.values[trial]!)]
    if (px !== px || py !== py) continue
    points.trial[count] = trial
    points.x[count] = px
    points.y[count] = py
    points.value[count++] = ranks === undefined ? sign * losses[trial]! : ranks[trial]!
  }
  return { count, ...points }
}

const partName = ({ column, words, value }: Axis, part: number, parts: number): string =>
  words === parts ? (column.words?.[part] ?? "") : `${short(column, value(part / parts))} to ${short(column, value((part + 1) / parts))}`

const short = (column: Column, value: number): string => showValue(column, Number(value.toPrecision(3)))

function picture(rows: readonly Row[], view: StudyView, choice: PairChoice, look: Look): EChartsCoreOption {
  const points = pointsOf(view, choice)
  const [x, y] = axesOf(view, choice)
  const [across, up] = [Math.max(...rows.map((row) => row.x)) + 1, Math.max(...rows.map((row) => row.y)) + 1]
  const paint = painter(rows, view, choice, look)
  const named = { nameLocation: "middle", nameTextStyle: { color: look.text, fontWeight: 600, fontSize: 12 } }
  const side = { axisLabel: { show: false }, axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: false } }
  const [alongX, alongY] = [marginalOf(points, "x", across), marginalOf(points, "y", up)]
  const ends = endsOf([...alongX, ...alongY])
  return {
    grid: [
      { left: 74, right: 76, top: 58, bottom: 44 },
      { left: 74, right: 76, top: 6, height: 44 },
      { width: 60, right: 8, top: 58, bottom: 44 },
    ],
    xAxis: [
      placeAxis(x.ticks, look, { ...named, name: nameOf(x), nameGap: 24 }),
      { ...side, gridIndex: 1, type: "value", min: 0, max: 1 },
      { ...side, gridIndex: 2, type: "value", min: ends[0], max: ends[1] },
    ],
    yAxis: [
      placeAxis(y.ticks, look, { ...named, name: nameOf(y), nameGap: 54 }),
      { ...side, gridIndex: 1, type: "value", min: ends[0], max: ends[1], axisLabel: endLabels(ends, look) },
      { ...side, gridIndex: 2, type: "value", min: 0, max: 1 },
    ],
    tooltip: { trigger: "item", confine: true },
    series: [
      cellSeries(rows, across, up, paint, look),
      dotSeries(points, view, [x, y], look),
      { type: "line", xAxisIndex: 1, yAxisIndex: 1, ...sideLine(look), data: along(alongX) },
      {
        type: "line",
        xAxisIndex: 2,
        yAxisIndex: 2,
        ...sideLine(look),
        data: along(alongY).map(([at, mean]) => [mean, at]),
      },
    ],
  }
}

const nameOf = ({ column }: Axis): string => `${column.name}${column.scale === "log" ? " (log)" : ""}`
const sideLine = (look: Look) => ({
  silent: true,
  symbolSize: 5,
  symbol: "circle",
  lineStyle: { color: look.accent, width: 2 },
  itemStyle: { color: look.accent },
})

const along = (means: readonly number[]): readonly (readonly [number, number])[] =>
  means.map((mean, at) => [(at + 0.5) / means.length, mean] as const).filter(([, mean]) => mean === mean)

const endLabels = (ends: readonly [number, number], look: Look): object => ({
  customValues: [...ends],
  formatter: (value: number) => showNumber(Number(value.toPrecision(2))),
  fontSize: 10,
  color: look.faint,
})

function endsOf(all: readonly number[]): readonly [number, number] {
  const means = all.filter((mean) => mean === mean)
  const [low, high] = [Math.min(...means), Math.max(...means)]
  return low < high ? [low, high] : [low - 1, high + 1]
}

/** The colour of a mean: by its order among the cells, so that one poor cell does not make all others alike. */
function painter(rows: readonly Row[], { board }: StudyView, { shows }: PairChoice, look: Look): (mean: number) => string {
  const ramp = rampOf(look)
  const down = shows === "rank" || board.ledger.definition.objectives[0]!.direction === "minimize"
  const sorted = rows
    .map(({ mean }) => mean)
    .filter((mean) => mean === mean)
    .sort((a, b) => (down ? b - a : a - b))
  return (mean) => ramp[Math.round((sorted.indexOf(mean) / Math.max(1, sorted.length - 1)) * (rampSteps - 1))]!
}

interface Api {
  value(dimension: number): number
  coord(point: readonly [number, number]): [number, number]
}

function cellSeries(rows: readonly Row[], across: number, up: number, paint: (mean: number) => string, look: Look): object {
  return {
    type: "custom",
    renderItem(_: unknown, api: Api) {
      const [px, py] = [api.value(0), api.value(1)]
      const [left, bottom] = api.coord([px / across, py / up])
      const [right, top] = api.coord([(px + 1) / across, (py + 1) / up])
      const mean = api.value(2)
      const shape = { x: left + 1, y: top + 1, width: right - left - 2, height: bottom - top - 2, r: 2 }
      const style = mean === mean ? { fill: paint(mean), opacity: 0.82 } : { fill: "transparent", stroke: look.line, lineDash: [3, 3] }
      return { type: "rect", shape, style }
    },
    data: rows.map((row) => ({
      value: [row.x, row.y, row.mean],
      tooltip: {
        formatter: `${escaped(row.across)} × ${escaped(row.up)}<br>${row.trials === 0 ? "no complete trial" : `mean ${Number(row.mean.toPrecision(4))} of ${row.trials} trials`}`,
      },
    })),
    encode: { x: 0, y: 1 },
    z: 1,
  }
}

function dotSeries(points: PairPoints, { board: { table, ledger } }: StudyView, [x, y]: readonly [Axis, Axis], look: Look): object {
  const inside = new Uint8Array(table.size)
  for (let i = 0; i < points.count; i++) inside[points.trial[i]!] = 1
  const drawn = new Set(sampleOf(table, columnNamed(table, ledger.definition.objectives[0]!.metric)!, mostDots, inside))
  const shown = Array.from({ length: points.count }, (_, i) => i).filter((i) => drawn.has(points.trial[i]!))
  return {
    type: "scatter",
    symbolSize: 6,
    z: 3,
    itemStyle: { color: look.surface, borderColor: look.text, borderWidth: 1 },
    data: shown.map((i) => {
      const trial = points.trial[i]!
      const value = [jittered(points.x[i]!, x.words, trial), jittered(points.y[i]!, y.words, trial)]
      return { value, trial, tooltip: { formatter: `#${trial}: ${showNumber(points.value[i]!)}` } }
    }),
  }
}

const mostDots = 600
