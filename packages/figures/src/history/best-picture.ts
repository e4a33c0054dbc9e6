/**
 * How the best value came, drawn: complete trials as points, the best so far as a line, baselines dashed, and as a band what the best is likely
 * to come to when it is run again.
 */
import type { BaselineTrial } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import { robustRange } from "../curves/robust-range.ts"
import type { Look } from "../look.ts"
import type { StudyView } from "../study-view.ts"
import { shownBaselines } from "../with-baselines.ts"
import { inWords } from "../words/in-words.ts"
import { showNumber } from "../words/show-value.ts"
import { bandOf } from "./best-band.ts"
import { bestChoice, type BestRow } from "./best-rows.ts"

/** Points far outside stand on the edge of the picture; ranks have no baselines, line or band. */
export function bestPicture(rows: readonly BestRow[], view: StudyView, look: Look): EChartsCoreOption {
  const { metric, direction } = view.board.ledger.definition.objectives[0]!
  const { x, y } = bestChoice(view.choices)
  const byRank = y === "rank"
  const usable = y === "log" ? rows.filter(({ value }) => value > 0) : rows
  const range = byRank ? undefined : robustRange(usable.map(({ value }) => value))
  const end = Math.max(...usable.map((row) => row.x), 1)
  const beyond = range?.hidden ?? 0
  const clip = (value: number): number => (range === undefined ? value : Math.min(range.high, Math.max(range.low, value)))
  return {
    grid: { left: 52, right: 14, top: 26, bottom: 34 },
    xAxis: xAxis(x === "time", end, look),
    yAxis: byRank
      ? { ...yAxis("rank", look), type: "value", inverse: true, nameLocation: "start", min: 1, minInterval: 1 }
      : {
          ...yAxis(`${metric} ${direction === "minimize" ? "↓" : "↑"}${beyond > 0 ? `   ▲ ${beyond} beyond the edge` : ""}`, look),
          type: y === "log" ? "log" : "value",
          nameLocation: "end",
        },
    tooltip: {
      trigger: "item",
      formatter: ({ data }: { data?: { trial?: number } }) => tipOf(rows, data?.trial, metric),
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: { color: look.text, fontSize: 12 },
    },
    series: [
      ...scatters(usable, (row) => (byRank ? { value: [row.x, row.rank], trial: row.trial } : pointOf(row, range, clip)), look),
      ...(byRank
        ? []
        : [
            ...levelsOf(view, range).map((level) => baselineLine(level, end, clip, look)),
            ...bandOf(usable, end, range, y === "log", look),
            bestLine(usable, end, clip, look),
          ]),
    ],
  }
}

const xAxis = (byTime: boolean, end: number, look: Look): object => ({
  type: "value",
  name: byTime ? "time since the first trial" : "trial",
  nameLocation: "middle",
  nameGap: 20,
  min: 0,
  max: end,
  minInterval: byTime ? undefined : 1,
  splitLine: { show: false },
  axisLine: { onZero: false, lineStyle: { color: look.line } },
  axisTick: { show: false },
  nameTextStyle: { color: look.faint, fontSize: 11 },
  axisLabel: {
    color: look.faint,
    fontSize: 11,
    hideOverlap: true,
    showMaxLabel: false,
    ...(byTime && { formatter: inWords }),
  },
})

const yAxis = (name: string, look: Look): object => ({
  scale: true,
  name,
  nameTextStyle: { color: look.faint, fontSize: 11, align: "left", padding: [0, 0, 0, -44] },
  nameGap: 10,
  splitLine: { lineStyle: { color: look.line } },
  axisLabel: { color: look.faint, fontSize: 11, formatter: (value: number) => showNumber(Number(value.toPrecision(4))) },
})

/** Complete trials as dots, those that break a limit as rings, and stopped ones as crosses. */
function scatters(rows: readonly BestRow[], point: (row: BestRow) => object, look: Look): readonly object[] {
  const of = (mark: BestRow["mark"]): object => ({ type: "scatter", data: rows.filter((row) => row.mark === mark).map(point) })
  const outline = { color: "transparent", borderColor: look.faint, borderWidth: 1 }
  return [
    { ...of("complete"), symbolSize: 6, itemStyle: { color: look.faint, opacity: 0.75 } },
    { ...of("infeasible"), symbolSize: 6, itemStyle: outline },
    { ...of("pruned"), symbolSize: 5, symbol: "path://M0 0 L10 10 M10 0 L0 10", itemStyle: { ...outline, opacity: 0.7 } },
  ]
}

type Range = ReturnType<typeof robustRange>

/** A triangle on the edge stands for a value beyond it. */
const pointOf = (row: BestRow, range: Range, clip: (value: number) => number): object => ({
  value: [row.x, clip(row.value)],
  trial: row.trial,
  ...(range !== undefined && row.value > range.high && { symbol: "triangle" }),
  ...(range !== undefined && row.value < range.low && { symbol: "triangle", symbolRotate: 180 }),
})

const baselineLine = ({ trial, label, value, named }: Level, end: number, clip: (value: number) => number, look: Look): object => ({
  type: "line",
  symbol: "none",
  silent: true,
  lineStyle: { color: look.text, type: "dashed", width: 1, opacity: 0.6 },
  endLabel: {
    show: named,
    formatter: label,
    color: look.faint,
    fontSize: 11,
    align: "right",
    verticalAlign: "bottom",
    offset: [-4, -2],
  },
  data: [
    [0, clip(value)],
    [end, clip(value)],
  ],
  id: `baseline-${trial}`,
})

const bestLine = (rows: readonly BestRow[], end: number, clip: (value: number) => number, look: Look): object => ({
  name: "best so far",
  type: "line",
  step: "end",
  symbol: "none",
  silent: true,
  lineStyle: { color: look.accent, width: 2 },
  data: [...rows.filter(({ best }) => best !== undefined).map((row) => [row.x, clip(row.best!)]), ...lastPoint(rows, end, clip)],
})

/** The line goes on to the right edge. */
function lastPoint(rows: readonly BestRow[], end: number, clip: (value: number) => number): readonly (readonly number[])[] {
  const best = rows.findLast((row) => row.best !== undefined)?.best
  return best === undefined ? [] : [[end, clip(best)]]
}

function tipOf(rows: readonly BestRow[], trial: number | undefined, metric: string): string {
  const row = rows.find((one) => one.trial === trial)
  return row === undefined ? "" : `#${row.trial} ${row.mark}<br/>${escaped(metric)} ${showNumber(row.value)}, rank ${row.rank}`
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

interface Level {
  readonly trial: number
  readonly label: string
  readonly value: number
  /** Whether no other's name stands there already. */
  readonly named: boolean
}

/** The levels of the first three baselines that lie in the picture. */
function levelsOf(view: StudyView, range: Range): readonly Level[] {
  const near = range === undefined ? 0 : (range.high - range.low) / 14
  const shown = shownBaselines(view)
    .filter((one): one is BaselineTrial & { readonly value: number } => one.value !== undefined)
    .filter(({ value }) => range === undefined || (value >= range.low && value <= range.high))
    .slice(0, 3)
  return shown.map((one, i) => ({ ...one, named: shown.slice(0, i).every(({ value }) => Math.abs(value - one.value) > near) }))
}
