import { type Panel, stepAxis } from "@diapason/figures"
import { lineStyle } from "./line-style.ts"

interface Point {
  readonly trial: number
  readonly step: number
  readonly value: number
}

/** The curves of a few trials over each other, told apart by dash, marker and colour. */
export const comparedCurves = (metric: string, trials: readonly number[]): Panel<Point> => ({
  id: `compared-${metric}`,
  asks: `How did ${metric} go?`,
  help: `Each line is one of the selected trials, with the dash and marker of the legend. A line that ends early was pruned, failed or still runs.`,
  lacks: ({ board: { ledger } }) =>
    trials.some((n) => ledger.trials[n]?.curve.columns.has(metric) ?? false)
      ? undefined
      : { says: "None of these trials has a curve of this metric on this page; open one to see its own." },
  rows: ({ board: { ledger } }) =>
    trials.flatMap((trial) => {
      const curve = ledger.trials[trial]?.curve
      const column = curve?.columns.get(metric) ?? []
      return column.flatMap((value, i) => (value === undefined ? [] : [{ trial, step: curve!.steps[i]!, value }]))
    }),
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "step", value: ({ step }) => step },
    { name: metric, value: ({ value }) => value },
  ],
  summary: (rows) => `${metric} by step of ${new Set(rows.map(({ trial }) => trial)).size} trials.`,
  draw(rows, { board: { ledger } }, look) {
    const step = ledger.definition.fidelity?.name ?? "step"
    return {
      textStyle: { fontFamily: look.font, color: look.text },
      legend: { top: 0, type: "scroll", textStyle: { color: look.text }, itemWidth: 34 },
      grid: { left: 60, right: 16, top: 32, bottom: 34 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "value", name: step, nameLocation: "middle", nameGap: 24, ...stepAxis(look) },
      yAxis: { type: "value", axisLabel: { color: look.faint }, scale: true, splitLine: { lineStyle: { color: look.line } } },
      series: trials.map((trial, i) => ({
        type: "line",
        name: `#${trial}`,
        ...lineStyle(i, look),
        data: rows.filter((row) => row.trial === trial).map((row) => [row.step, row.value]),
      })),
    }
  },
  trialOf: ({ trial }) => trial,
})
