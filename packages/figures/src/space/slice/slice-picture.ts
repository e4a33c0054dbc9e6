import { columnNamed, type Mark } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../../look.ts"
import type { StudyView } from "../../study-view.ts"
import { trialSigns } from "../../words/trial-signs.ts"
import { escaped } from "../escaped.ts"
import { jittered } from "../jitter.ts"
import { axisOf, type Axis, type MetricScale } from "../parallel/axis.ts"
import { placeAxis } from "../place-axis.ts"
import { quartilesByPlace, runningQuartiles } from "../quartiles.ts"
import { rampOf, rampSteps } from "../ramp.ts"
import { varyingParameters } from "../varying-parameters.ts"

/** A trial in the picture of one parameter. */
export interface SlicePoint {
  readonly trial: number
  readonly mark: Mark
  readonly parameter: string
  readonly setting: string
  readonly value: number
  /** Where it stands, 0..1, on both axes of its picture. */
  readonly x: number
  readonly y: number
}

/** The height of one line of pictures, in pixels. */
export const rowHeight = 190

/** The objective as an axis, on the scale of the choices. */
export const valueAxis = ({ board: { table, ledger }, choices }: StudyView): Axis => {
  const scale = choices["scale"]
  return axisOf(columnNamed(table, ledger.definition.objectives[0]!.metric)!, table.size, (scale ?? "linear") as MetricScale)
}

/** A small picture for each parameter, `across` of them side by side. */
export function slicePicture(rows: readonly SlicePoint[], view: StudyView, look: Look, across: number): EChartsCoreOption {
  const { table } = view.board
  const parameters = varyingParameters(table)
  const values = valueAxis(view)
  const last = Math.max(1, table.size - 1)
  const ramp = rampOf(look)
  const colour = (trial: number): string => ramp[Math.min(rampSteps - 1, Math.floor((trial / last) * rampSteps))]!
  const places = parameters.map((_, i) => ({ column: i % across, line: Math.floor(i / across) }))
  const small = across === 1 ? 54 : 46
  return {
    grid: places.map(({ column, line }) => ({
      left: `${(100 * column) / across + (across === 1 ? 14 : 5)}%`,
      width: `${100 / across - (across === 1 ? 18 : 7)}%`,
      top: line * rowHeight + 26,
      height: rowHeight - small - 18,
    })),
    xAxis: parameters.map((column, gridIndex) =>
      placeAxis(axisOf(column, table.size, "linear").ticks, look, {
        gridIndex,
        min: -0.03,
        max: 1.03,
        name: `${column.name}${column.scale === "log" ? " (log)" : ""}`,
        nameLocation: "middle",
        nameGap: 22,
        nameTextStyle: { color: look.text, fontWeight: 600, fontSize: 12 },
      }),
    ),
    yAxis: parameters.map((_, gridIndex) => placeAxis(values.ticks, look, { gridIndex, min: -0.04, max: 1.04 })),
    tooltip: { trigger: "item", confine: true },
    series: parameters.flatMap((column, k) =>
      seriesOf(
        rows.filter(({ parameter }) => parameter === column.name),
        k,
        column.words?.length,
        colour,
        look,
      ),
    ),
  }
}

function seriesOf(
  rows: readonly SlicePoint[],
  at: number,
  words: number | undefined,
  colour: (trial: number) => string,
  look: Look,
): readonly object[] {
  const axes = { xAxisIndex: at, yAxisIndex: at }
  const points = rows.filter(({ mark }) => mark === "complete").map(({ x, y }) => [x, y] as const)
  const trend = words !== undefined ? quartilesByPlace(points) : runningQuartiles(points, 9)
  /** Strokes of one look are one series with gaps: each series costs more than its points. */
  const lines = (strokes: readonly (readonly Place[])[], z: number, lineStyle: object) => ({
    ...axes,
    type: "line",
    symbol: "none",
    silent: true,
    z,
    lineStyle: { color: look.text, ...lineStyle },
    data: strokes.flatMap((stroke) => [...stroke, gap]),
  })
  const along = (of: (one: (typeof trend)[number]) => number): readonly Place[] => trend.map((one) => [one.at, of(one)])
  const bars = {
    ...axes,
    type: "scatter",
    silent: true,
    z: 3,
    symbol: "rect",
    symbolSize: [22, 2.5],
    itemStyle: { color: look.text },
    data: along((one) => one.middle),
  }
  const halves = trend.map(({ at, low, high }): readonly Place[] => [
    [at, low],
    [at, high],
  ])
  return [
    {
      ...axes,
      type: "scatter",
      symbolSize: 6,
      data: rows.map(({ x, y, trial, mark, setting, value, parameter }) => ({
        value: [jittered(x, words, trial), y],
        trial,
        symbol: symbols[mark],
        itemStyle: {
          color: mark === "infeasible" ? "transparent" : colour(trial),
          borderColor: colour(trial),
          borderWidth: mark === "infeasible" ? 1.2 : 0,
          opacity: 0.85,
        },
        tooltip: {
          formatter: `#${trial} ${trialSigns[mark]} ${mark}<br>${escaped(parameter)} ${escaped(setting)} → ${Number(value.toPrecision(5))}`,
        },
      })),
    },
    ...(words !== undefined
      ? [bars, lines(halves, 2, { width: 1.5, opacity: 0.7 })]
      : [
          lines([along((one) => one.middle)], 3, { width: 2 }),
          lines([along((one) => one.low), along((one) => one.high)], 3, { width: 1, type: "dashed" }),
        ]),
  ]
}

type Place = readonly [x: number, y: number]

const gap = [null, null] as const

const symbols: Readonly<Partial<Record<Mark, string>>> = {
  complete: "circle",
  pruned: "triangle",
  infeasible: "diamond",
}
