import type { Ledger } from "@diapason/core"
import { decisionMark, robustRange, showNumber, stepAxis, type Look, type Panel } from "@diapason/figures"
import type { StudyView } from "../panels/study-view.ts"
import { rungStandings } from "./rung-standings.ts"

/** A point of the picture of a trial before the others. */
export interface Point {
  readonly role: "this" | "runner-up" | "field"
  readonly trial?: number
  readonly step: number
  /** Of a trial; of the field its middle. */
  readonly value: number
  readonly low?: number
  readonly high?: number
  readonly count?: number
}

/** What is drawn: the curve of a metric of one trial. `scale` of its values: `log` or linear. */
interface Drawing {
  readonly number: number
  readonly metric: string
  readonly scale: "log" | "value"
}

export function drawField(
  rows: readonly Point[],
  { board: { ledger } }: StudyView,
  look: Look,
  { number, metric, scale }: Drawing,
): ReturnType<Panel["draw"]> {
  const of = (role: Point["role"]): readonly Point[] => rows.filter((row) => row.role === role)
  const [own, second, field] = [of("this"), of("runner-up"), of("field")]
  const firstObjective = ledger.definition.objectives[0]!.metric === metric
  const rungs = firstObjective ? rungStandings(ledger, number) : []
  const range = robustRange([...own, ...second].map(({ value }) => value).concat(field.flatMap(({ low, high }) => [low!, high!])))
  const log = scale === "log" && (range?.low ?? 0) > 0
  return {
    textStyle: { fontFamily: look.font, color: look.text },
    legend: {
      type: "scroll",
      top: 0,
      left: 0,
      textStyle: { color: look.text },
      data: [
        ...["this trial", "runner-up", "median"].map((name) => ({ name, itemStyle: { opacity: 0 } })),
        ...(rungs.length > 0 ? ["rung"] : []),
      ],
      itemWidth: 26,
      itemHeight: 9,
    },
    grid: { left: 58, right: 18, top: 30, bottom: 36 },
    tooltip: { trigger: "axis", valueFormatter: (value: unknown) => (typeof value === "number" ? showNumber(value) : "") },
    xAxis: {
      ...stepAxis(look),
      type: "value",
      name: ledger.definition.fidelity?.name ?? "step",
      nameLocation: "middle",
      nameGap: 22,
    },
    yAxis: {
      axisLabel: { color: look.faint, formatter: showNumber, showMinLabel: range?.hidden === 0, showMaxLabel: range?.hidden === 0 },
      type: log ? "log" : "value",
      scale: true,
      ...(range !== undefined && (log || range.hidden > 0) && { min: range.low, max: range.high }),
      ...(log && range !== undefined && range.high < 100 * range.low && { logBase: 2 }),
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [
      ...(log ? [] : band(field, look)),
      line("median", field, look.faint, { width: 1.2 }),
      line("runner-up", second, look.text, { width: 1.4, type: [6, 4] }),
      { ...line("this trial", own, look.accent, { width: 3 }), symbol: "circle", symbolSize: own.length > 60 ? 0 : 5 },
      ...rungMarks(ledger, number, rungs, look),
    ],
  }
}

/** From the lowest tenth to the highest: an area that stands on a line that is not seen. */
function band(field: readonly Point[], look: Look) {
  const side = { type: "line", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } }
  return [
    { ...side, data: field.map(({ step, low }) => [step, low]) },
    { ...side, areaStyle: { color: look.faint, opacity: 0.16 }, data: field.map(({ step, low, high }) => [step, high! - low!]) },
  ]
}

const line = (name: string, points: readonly Point[], color: string, style: object) => ({
  type: "line",
  name,
  symbol: "none",
  color,
  lineStyle: { color, ...style },
  data: points.map(({ step, value }) => [step, value]),
})

/** Where the trial stood at the rungs, and the cuts that the scheduler named there. */
function rungMarks({ trials }: Ledger, number: number, rungs: ReturnType<typeof rungStandings>, look: Look) {
  const trial = trials[number]
  const end = trial !== undefined && "decision" in trial ? decisionMark(trial.decision) : undefined
  return [
    {
      type: "scatter",
      name: "rung",
      symbol: "triangle",
      symbolSize: 11,
      itemStyle: { color: look.text },
      label: { show: true, position: "right", color: look.text, formatter: ({ data }: { data: readonly unknown[] }) => String(data[2]) },
      data: rungs.map(({ step, value, rank, of, ended }) => [step, value, `${ended && end !== undefined ? "✂ " : ""}${rank}/${of}`]),
    },
    {
      type: "scatter",
      name: "cut",
      symbol: "rect",
      symbolSize: [18, 2],
      itemStyle: { color: look.categories[5] },
      data: rungs.flatMap(({ step, cut }) => (cut === undefined ? [] : [[step, cut]])),
    },
  ]
}
