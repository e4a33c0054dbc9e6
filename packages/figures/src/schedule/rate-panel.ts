import type { Trial } from "@diapason/core"
import { scheduleCurves } from "@diapason/views"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { showNumber } from "../words/show-value.ts"

interface Point {
  readonly trial: number
  readonly name: string
  readonly step: number
  readonly rate: number
}

/** At most this many trials are drawn. */
const most = 8

/** The learning-rate schedules of the selected trials, else of the best and the newest. */
export const ratePanel: Panel<Point> = {
  id: "rates",
  asks: "Which schedules were tried?",
  help: "The learning rate over a whole run, as the schedule of each trial says it: the selected trials, else the best and the newest. One that waits for a plateau is drawn as far as its reports have made it.",
  lacks: (view) => (hasSchedules(view) ? undefined : { says: "No parameter is a schedule: lr=schedule(1e-5, 1e-1) makes one." }),
  rows: (view) =>
    shownTrials(view).flatMap((trial) =>
      scheduleCurves(view.board.ledger, trial).flatMap(({ name, points }) =>
        points.map((point) => ({ trial: trial.number, name, ...point })),
      ),
    ),
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "schedule", value: ({ name }) => name },
    { name: "step", value: ({ step }) => step },
    { name: "rate", value: ({ rate }) => rate },
  ],
  summary(rows) {
    const trials = [...new Set(rows.map(({ trial }) => trial))]
    return trials.length === 0
      ? "None of the shown trials has a schedule."
      : `Schedules of ${trials.map((trial) => `#${trial}`).join(", ")}; that of #${trials[0]!} rises to ${showNumber(Math.max(...rows.filter(({ trial }) => trial === trials[0]).map(({ rate }) => rate)))}.`
  },
  draw(rows, { board }, look) {
    const lines = [...new Set(rows.map(({ trial, name }) => `#${trial} ${name}`))]
    return {
      grid: { left: 60, right: 16, top: 34, bottom: 36 },
      legend: { type: "scroll", top: 0, left: 0, textStyle: { color: look.text }, data: lines },
      tooltip: { trigger: "axis", valueFormatter: (value: number) => showNumber(value) },
      xAxis: {
        type: "value",
        name: board.ledger.definition.fidelity?.name ?? "share of the run",
        nameLocation: "middle",
        nameGap: 22,
        axisLabel: { color: look.faint },
        splitLine: { show: false },
      },
      yAxis: {
        type: "value",
        axisLabel: { color: look.faint, formatter: (value: number) => showNumber(value) },
        splitLine: { lineStyle: { color: look.line } },
      },
      series: lines.map((line, i) => ({
        name: line,
        type: "line",
        symbol: "none",
        lineStyle: {
          color: look.categories[i % look.categories.length]!,
          width: 2,
          type: (["solid", "dashed", "dotted"] as const)[Math.floor(i / 3) % 3],
        },
        itemStyle: { color: look.categories[i % look.categories.length]! },
        data: rows.filter(({ trial, name }) => `#${trial} ${name}` === line).map(({ step, rate }) => [step, rate]),
      })),
    }
  },
  trialOf: ({ trial }) => trial,
}

/** Whether the trials that are shown have schedules at all. */
export const hasSchedules = (view: StudyView): boolean =>
  shownTrials(view).some((trial) => scheduleCurves(view.board.ledger, trial).length > 0)

function shownTrials({ board: { ledger }, picked }: StudyView): readonly Trial[] {
  const newest = ledger.trials.slice(-most).reverse()
  const wanted = picked.size > 0 ? [...picked].map((n) => ledger.trials[n]) : [...ledger.front.map((n) => ledger.trials[n]), ...newest]
  return [...new Set(wanted.filter((trial): trial is Trial => trial !== undefined))].slice(0, most)
}
