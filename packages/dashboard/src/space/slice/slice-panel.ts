import { columnNamed, marks, sampleOf, type Mark } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../../charts/look.ts"
import type { Panel } from "../../panels/panel.ts"
import type { StudyView } from "../../panels/study-view.ts"
import { showValue } from "../../trials/show-value.ts"
import { trialSigns } from "../../trials/trial-signs.ts"
import { axisOf, type Axis, type MetricScale } from "../parallel/axis.ts"
import { escaped } from "../escaped.ts"
import { jittered } from "../jitter.ts"
import { placeAxis } from "../place-axis.ts"
import { quartilesByPlace, runningQuartiles } from "../quartiles.ts"
import { rampOf, rampSteps } from "../ramp.ts"
import { varyingParameters } from "../varying-parameters.ts"

interface Row {
  readonly trial: number
  readonly mark: Mark
  readonly parameter: string
  readonly setting: string
  readonly value: number
  /** Where it stands, 0..1, on both axes of its picture. */
  readonly x: number
  readonly y: number
}

/** One small picture a parameter: what values came of its settings. `across` is how many stand side by side. */
export const slicePanel = (across: number): Panel<Row> => ({
  id: "slice",
  asks: "What came of each setting?",
  help: "One picture a parameter: each mark is a trial, darker or brighter the later it came. Triangles were pruned, their values are those of their last report; hollow marks broke a constraint. The line is the running median of the complete ones, the thin lines hold the middle half; a category has a bar there instead. A slope seen here may come from another parameter that the sampler moved at the same time.",
  lacks({ board: { table, ledger } }) {
    if (varyingParameters(table).length === 0) return { says: "No parameter varies: there is nothing to compare." }
    const { values } = columnNamed(table, ledger.definition.objectives[0]!.metric)!
    for (let n = 0; n < table.size; n++) if (Number.isFinite(values[n])) return undefined
    return { says: "No value yet: the first trial that reports one brings it." }
  },
  rows: rowsOf,
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "state", value: ({ mark }) => mark },
    { name: "parameter", value: ({ parameter }) => parameter },
    { name: "setting", value: ({ setting }) => setting },
    { name: "value", value: ({ value }) => value },
  ],
  summary: (rows, { board }) =>
    `${varyingParameters(board.table).length} parameters against ${board.ledger.definition.objectives[0]!.metric}, ${new Set(rows.map(({ trial }) => trial)).size} trials.`,
  draw: (rows, view, look) => picture(rows, view, look, across),
  trialOf: ({ trial }) => trial,
})

/** The height of the pictures of so many parameters. */
export const sliceHeight = (parameters: number, across: number): number => Math.ceil(parameters / across) * rowHeight + 12

const rowHeight = 190
const mostMarks = 2000

const valueAxis = ({ board: { table, ledger }, address }: StudyView): Axis => {
  const scale = address["scale"]
  return axisOf(columnNamed(table, ledger.definition.objectives[0]!.metric)!, table.size, (scale ?? "linear") as MetricScale)
}

function rowsOf(view: StudyView): readonly Row[] {
  const { board, mask } = view
  const { table } = board
  const parameters = varyingParameters(table)
  const values = valueAxis(view)
  const usable = mask.map((kept, n) => (kept === 1 && shows(marks[table.mark[n]!]!) && Number.isFinite(values.column.values[n]!) ? 1 : 0))
  const drawn = sampleOf(table, values.column, Math.max(100, Math.floor(mostMarks / Math.max(1, parameters.length))), usable)
  return parameters.flatMap((column) => {
    const axis = axisOf(column, table.size, "linear")
    return Array.from(drawn)
      .filter((n) => column.values[n] === column.values[n])
      .map((trial): Row => {
        const value = values.column.values[trial]!
        const mark = marks[table.mark[trial]!]!
        const setting = showValue(column, column.values[trial])
        return { trial, mark, parameter: column.name, setting, value, x: axis.place(column.values[trial]!), y: within(values.place(value)) }
      })
  })
}

/** What has ended with a value: the values of running ones still change. */
const shows = (mark: Mark): boolean => mark === "complete" || mark === "pruned" || mark === "infeasible"
const within = (place: number): number => Math.max(0, Math.min(1, place))

function picture(rows: readonly Row[], view: StudyView, look: Look, across: number): EChartsCoreOption {
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
  rows: readonly Row[],
  at: number,
  words: number | undefined,
  colour: (trial: number) => string,
  look: Look,
): readonly object[] {
  const axes = { xAxisIndex: at, yAxisIndex: at }
  const points = rows.filter(({ mark }) => mark === "complete").map(({ x, y }) => [x, y] as const)
  const trend = words !== undefined ? quartilesByPlace(points) : runningQuartiles(points, 9)
  const line = (of: (one: (typeof trend)[number]) => number, width: number, dash: "solid" | "dashed") => ({
    ...axes,
    type: "line",
    symbol: "none",
    silent: true,
    z: 3,
    lineStyle: { color: look.text, width, type: dash },
    data: trend.map((one) => [one.at, of(one)]),
  })
  const bars = {
    ...axes,
    type: "scatter",
    silent: true,
    z: 3,
    symbol: "rect",
    symbolSize: [22, 2.5],
    itemStyle: { color: look.text },
    data: trend.map((one) => [one.at, one.middle]),
  }
  const halves = trend.map((one) => ({
    ...axes,
    type: "line",
    symbol: "none",
    silent: true,
    z: 2,
    lineStyle: { color: look.text, width: 1.5, opacity: 0.7 },
    data: [
      [one.at, one.low],
      [one.at, one.high],
    ],
  }))
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
      ? [bars, ...halves]
      : [line((one) => one.middle, 2, "solid"), line((one) => one.low, 1, "dashed"), line((one) => one.high, 1, "dashed")]),
  ]
}

const symbols: Readonly<Partial<Record<Mark, string>>> = {
  complete: "circle",
  pruned: "triangle",
  infeasible: "diamond",
}
