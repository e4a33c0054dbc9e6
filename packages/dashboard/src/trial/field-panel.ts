import { fromWire, type Curve } from "@diapason/core"
import { marks, type Board } from "@diapason/views"
import { decisionMark, type Panel, robustRange, showNumber, stepAxis } from "@diapason/figures"
import type { StudyView } from "../panels/study-view.ts"
import { rungStandings } from "./rung-standings.ts"
import { runnerUp } from "./runner-up.ts"
import type { TrialRead } from "./trial-read.ts"
import { fieldAt, type FieldStep } from "./field-steps.ts"

interface Point {
  readonly role: "this" | "runner-up" | "field"
  readonly trial?: number
  readonly step: number
  /** Of a trial; of the field its middle. */
  readonly value: number
  readonly low?: number
  readonly high?: number
  readonly count?: number
}

/** The curve of one trial before those of all others. `scale` of its values: `log` or linear. */
export const fieldPanel = (number: number, metric: string, read: TrialRead | undefined, scale: "log" | "value"): Panel<Point> => ({
  id: "field",
  asks: "How does its curve compare?",
  help: "The bold line is this trial, the dashed one the best of the others. The band is the middle 80 % of all trials that came to a step, the line in it their median: a trial below or above the band is unusual. ▲ are rungs, where the scheduler compares; the tick is the cut that it named.",
  lacks: ({ board }) =>
    pointsOf(curveOf(board, number, metric, read)).length > 0
      ? undefined
      : { says: `This trial has no curve of ${metric}: report it with a step to see one.` },
  rows: ({ board, mask }) => pointRows(board, mask, number, metric, read),
  columns: [
    { name: "line", value: ({ role }) => role },
    { name: "trial", value: ({ trial }) => trial },
    { name: "step", value: ({ step }) => step },
    { name: metric, value: ({ value }) => value },
    { name: "from", value: ({ low }) => low },
    { name: "to", value: ({ high }) => high },
    { name: "trials", value: ({ count }) => count },
  ],
  summary(rows) {
    const own = rows.filter(({ role }) => role === "this")
    return `${metric} of trial ${number} at ${own.length} steps${own.length > 0 ? `, the last ${showNumber(own.at(-1)!.value)}` : ""}, before the other trials.`
  },
  draw: (rows, view, look) => drawn(rows, view, look, { number, metric, scale }),
})

const pointsOf = ({ steps, values }: { steps: readonly number[]; values: readonly (number | undefined)[] }): readonly [number, number][] =>
  steps.flatMap((step, i) => (values[i] === undefined ? [] : [[step, values[i]] as [number, number]]))

function curveOf({ ledger }: Board, number: number, metric: string, read: TrialRead | undefined) {
  const curve: Curve | undefined = ledger.trials[number]?.curve
  if (curve !== undefined) return { steps: curve.steps, values: curve.columns.get(metric) ?? [] }
  const reports = (read?.reports ?? []).filter(({ metrics }) => metrics[metric] !== undefined)
  return { steps: reports.map(({ step }) => step), values: reports.map(({ metrics }) => fromWire(metrics[metric]!)) }
}

function pointRows(board: Board, mask: Uint8Array, number: number, metric: string, read: TrialRead | undefined): readonly Point[] {
  const second = runnerUp(board, number)
  const line = (role: Point["role"], trial: number): Point[] =>
    pointsOf(curveOf(board, trial, metric, trial === number ? read : undefined)).map(([step, value]) => ({ role, trial, step, value }))
  const others: Curve[] = []
  board.ledger.trials.forEach(({ curve }, n) => {
    if (n !== number && mask[n] === 1 && marks[board.table.mark[n]!] !== "excluded") others.push(curve)
  })
  const field = fieldAt(others, metric).map(({ step, low, middle, high, count }: FieldStep): Point => ({
    role: "field",
    step,
    value: middle,
    low,
    high,
    count,
  }))
  return [...line("this", number), ...(second === undefined ? [] : line("runner-up", second)), ...field]
}

interface Drawing {
  readonly number: number
  readonly metric: string
  readonly scale: "log" | "value"
}

function drawn(
  rows: readonly Point[],
  { board: { ledger } }: StudyView,
  look: Parameters<Panel["draw"]>[2],
  { number, metric, scale }: Drawing,
) {
  const of = (role: Point["role"]): readonly Point[] => rows.filter((row) => row.role === role)
  const [own, second, field] = [of("this"), of("runner-up"), of("field")]
  const firstObjective = ledger.definition.objectives[0]!.metric === metric
  const rungs = firstObjective ? rungStandings(ledger, number) : []
  const range = robustRange([...own, ...second].map(({ value }) => value).concat(field.flatMap(({ low, high }) => [low!, high!])))
  const trial = ledger.trials[number]
  const end = trial !== undefined && "decision" in trial ? decisionMark(trial.decision) : undefined
  const y = { min: range?.low, max: range?.high }
  const band = { type: "line", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } }
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
      ...(range !== undefined && (log || range.hidden > 0) && y),
      ...(log && range !== undefined && range.high < 100 * range.low && { logBase: 2 }),
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [
      ...(log
        ? []
        : [
            { ...band, data: field.map(({ step, low }) => [step, low]) },
            { ...band, areaStyle: { color: look.faint, opacity: 0.16 }, data: field.map(({ step, low, high }) => [step, high! - low!]) },
          ]),
      {
        type: "line",
        name: "median",
        symbol: "none",
        color: look.faint,
        lineStyle: { color: look.faint, width: 1.2 },
        data: field.map(({ step, value }) => [step, value]),
      },
      {
        type: "line",
        name: "runner-up",
        symbol: "none",
        color: look.text,
        lineStyle: { color: look.text, width: 1.4, type: [6, 4] },
        data: second.map(({ step, value }) => [step, value]),
      },
      {
        type: "line",
        name: "this trial",
        symbol: "circle",
        symbolSize: own.length > 60 ? 0 : 5,
        color: look.accent,
        lineStyle: { color: look.accent, width: 3 },
        data: own.map(({ step, value }) => [step, value]),
      },
      {
        type: "scatter",
        name: "rung",
        symbol: "triangle",
        symbolSize: 11,
        itemStyle: { color: look.text },
        label: { show: true, position: "right", color: look.text, formatter: ({ data }: { data: readonly unknown[] }) => String(data[2]) },
        data: rungs.map(({ step, value, rank, of: all, ended }) => [
          step,
          value,
          `${ended && end !== undefined ? "✂ " : ""}${rank}/${all}`,
        ]),
      },
      {
        type: "scatter",
        name: "cut",
        symbol: "rect",
        symbolSize: [18, 2],
        itemStyle: { color: look.categories[5] },
        data: rungs.flatMap(({ step, cut }) => (cut === undefined ? [] : [[step, cut]])),
      },
    ],
  }
}
