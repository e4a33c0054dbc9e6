import { columnNamed, sampleOf } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../../look.ts"
import type { StudyView } from "../../study-view.ts"
import { showNumber } from "../../words/show-value.ts"
import { escaped } from "../escaped.ts"
import { jittered } from "../jitter.ts"
import type { Axis } from "../parallel/axis.ts"
import { placeAxis } from "../place-axis.ts"
import { rampOf, rampSteps } from "../ramp.ts"
import { marginalOf, type Cell, type PairPoints } from "./cells.ts"
import { axesOf, pointsOf, type PairChoice } from "./pair-points.ts"

/** A cell, and what its parts are called. */
export interface PairCell extends Cell {
  readonly across: string
  readonly up: string
}

/** Cells, trials on top, and the means along each parameter at the sides. */
export function pairPicture(rows: readonly PairCell[], view: StudyView, choice: PairChoice, look: Look): EChartsCoreOption {
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
function painter(rows: readonly PairCell[], { board }: StudyView, { shows }: PairChoice, look: Look): (mean: number) => string {
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

function cellSeries(rows: readonly PairCell[], across: number, up: number, paint: (mean: number) => string, look: Look): object {
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
