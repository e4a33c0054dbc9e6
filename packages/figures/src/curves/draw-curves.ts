import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../look.ts"
import type { StudyView } from "../study-view.ts"
import { showNumber } from "../words/show-value.ts"
import { baselineLines } from "./baseline-lines.ts"
import { bestLines, smoothed, type CurveLine } from "./curve-lines.ts"
import { mostLines, type CurvesChoice } from "./curves-choice.ts"
import { directionOf } from "./direction-of.ts"
import { decisionMark } from "./decision-mark.ts"
import { densitySeries, pictureSeries } from "./density-series.ts"
import { stepAxis } from "./step-axis.ts"
import { robustRange } from "./robust-range.ts"
import { rungsOf } from "./rungs.ts"

interface Drawing extends CurvesChoice {
  readonly metric: string
}

/** The picture of many curves. All lines of one look are one series with gaps, so that thousands are drawn in some milliseconds. */
export function drawCurves(rows: readonly CurveLine[], view: StudyView, look: Look, drawing: Drawing): EChartsCoreOption {
  const { ledger } = view.board
  const { metric, scale, smoothing, range: reach, picture } = drawing
  const lines = smoothing === 0 ? rows : rows.map((line) => ({ ...line, values: smoothed(line.values, smoothing) }))
  const direction = directionOf(ledger.definition.objectives, metric)
  const dense = lines.length > mostLines || picture !== undefined
  const best = new Set(bestLines(lines, direction, dense ? 10 : 1).map(({ trial }) => trial))
  const of = (keep: (line: CurveLine) => boolean): readonly CurveLine[] => lines.filter(keep)
  const range = rangeOf(lines, reach)
  const log = scale === "log" && range.low > 0
  const others = of(({ trial, mark }) => !best.has(trial) && mark !== "running")
  const running = of(({ mark }) => mark === "running").length
  const first = metric === ledger.definition.objectives[0]!.metric
  const rungs = rungsOf(ledger)
  return {
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 58, right: 16, top: 24, bottom: 38 },
    xAxis: {
      type: "value",
      name: ledger.definition.fidelity?.name ?? "step",
      nameLocation: "middle",
      nameGap: 24,
      ...stepAxis(look),
    },
    yAxis: {
      type: log ? "log" : "value",
      scale: true,
      // A logarithmic axis would else reach to the next powers of ten.
      ...((log || range.hidden > 0) && { min: range.low, max: range.high }),
      ...(log && range.high < 100 * range.low && { logBase: 2 }),
      axisLabel: { color: look.faint, formatter: showNumber, showMinLabel: range.hidden === 0, showMaxLabel: range.hidden === 0 },
      splitLine: { lineStyle: { color: look.line, opacity: 0.6 } },
    },
    series: [
      dense
        ? picture === undefined
          ? densitySeries(lines, { ...range, log }, look)
          : pictureSeries(picture, look)
        : { id: "others", ...line(others, look.faint, 1, Math.max(0.14, Math.min(0.75, 14 / Math.sqrt(others.length * 6)))) },
      {
        id: "running",
        ...line(
          of(({ mark }) => mark === "running"),
          look.categories[1]!,
          running > 12 ? 1.3 : 2.6,
          running > 12 ? 0.75 : 1,
        ),
        z: 4,
      },
      {
        id: "best",
        ...line(
          of(({ trial }) => best.has(trial)),
          look.accent,
          dense ? 1.4 : 2.8,
          1,
        ),
        z: 5,
      },
      ...baselineLines(lines, view, look),
      ...(rungs.length === 0 ? [] : [rungLines(rungs, look)]),
      ...(first ? [cuts(lines, ledger, look), ...(dense ? [] : [ends(lines, look)])] : []),
      {
        id: "hover",
        type: "line",
        silent: true,
        symbol: "circle",
        symbolSize: 5,
        z: 9,
        data: [],
        color: look.text,
        lineStyle: { width: 3, color: look.text },
      },
    ],
  }
}

/** The smallest and largest value that are drawn. */
export function rangeOf(
  lines: readonly CurveLine[],
  reach: "robust" | "all",
): { readonly low: number; readonly high: number; readonly hidden: number } {
  const every = Math.max(1, Math.floor(lines.length / 5000))
  const values = lines.filter((_, i) => i % every === 0).flatMap(({ values: own }) => own)
  const known = robustRange(values)
  if (known !== undefined && reach === "robust") return known
  const [low, high] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  return { low, high, hidden: 0 }
}

function line(lines: readonly CurveLine[], color: string, width: number, opacity: number) {
  const data: (readonly [number | string, number | string])[] = []
  const lone = lines.length > 0 && lines.every(({ values }) => values.length < 2)
  for (const { steps, values } of lines) {
    steps.forEach((step, i) => data.push([step, values[i]!]))
    data.push(["-", "-"])
  }
  return {
    type: "line",
    silent: true,
    animation: false,
    connectNulls: false,
    showSymbol: lone,
    symbolSize: 5,
    color,
    lineStyle: { color, width, opacity },
    data,
  }
}

const rungLines = (rungs: readonly number[], look: Look) => ({
  id: "rungs",
  type: "line",
  data: [],
  markLine: {
    silent: true,
    symbol: "none",
    lineStyle: { color: look.faint, type: [2, 4], width: 1 },
    label: { color: look.faint, formatter: ({ value }: { value: number }) => `▲ ${value}`, position: "end", distance: 4 },
    data: rungs.map((step) => ({ xAxis: step })),
  },
})

/** Where trials were ended early. */
function ends(lines: readonly CurveLine[], look: Look) {
  const pruned = lines.filter(({ mark }) => mark === "pruned")
  const few = pruned.length <= 80
  return {
    id: "ends",
    type: "scatter",
    silent: true,
    symbol: "rect",
    symbolSize: few ? 2 : 3,
    itemStyle: { color: few ? "transparent" : look.faint, opacity: 0.6 },
    label: { show: few, position: "inside", formatter: "✂", color: look.text, fontSize: 11 },
    z: 6,
    data: pruned.map(({ steps, values }) => [steps.at(-1), values.at(-1)]),
  }
}

/** The cut that was named last at each rung. */
function cuts(lines: readonly CurveLine[], ledger: StudyView["board"]["ledger"], look: Look) {
  const last = new Map<number, number>()
  for (const { trial } of lines) {
    const known = ledger.trials[trial]
    const mark = known !== undefined && "decision" in known ? decisionMark(known.decision) : undefined
    if (mark?.cut !== undefined) last.set(mark.step, mark.cut)
  }
  return {
    id: "cuts",
    type: "scatter",
    silent: true,
    symbol: "rect",
    symbolSize: [22, 2],
    itemStyle: { color: look.categories[5] },
    label: {
      show: true,
      position: "right",
      color: look.text,
      backgroundColor: look.surface,
      padding: [1, 3],
      formatter: ({ data }: { data: readonly [number, number] }) => `cut ${showNumber(data[1])}`,
    },
    z: 7,
    data: [...last],
  }
}
