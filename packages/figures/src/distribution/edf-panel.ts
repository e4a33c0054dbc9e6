import { ecdf, objectiveLosses, type Board } from "@diapason/views"
import { valueAxisOf } from "../axes.ts"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { showNumber } from "../words/show-value.ts"

interface Row {
  readonly study: string
  readonly value: number
  /** Of the complete trials, 0..1. */
  readonly share: number
}

/** The empirical distribution of the objective: which share of the trials came to a value or a better one, for one study or several. */
export const edfPanel: Panel<Row> = {
  id: "edf",
  asks: "How many trials were as good as that?",
  help: "The line says which share of the complete trials reached a value or a better one. A line that rises early and steeply means that good values are common, so that the search space is well chosen; one that rises only at its very end has a best value that few others come near. Of two studies the better one stands above.",
  lacks: (view) =>
    boardsOf(view).some((board) => valuesOf(board, view).length > 0)
      ? undefined
      : { says: "No value yet: the first complete trial brings one.", has: 0, needs: 1 },
  rows: (view) =>
    boardsOf(view).flatMap((board) =>
      ecdf(valuesOf(board, view), objectiveOf(view).direction).map((point) => ({ study: board.ledger.definition.name, ...point })),
    ),
  columns: [
    { name: "study", value: ({ study }) => study },
    { name: "value", value: ({ value }) => value },
    { name: "share of trials", value: ({ share }) => share },
  ],
  summary(rows, view) {
    const { metric, direction } = objectiveOf(view)
    const said = boardsOf(view).map(({ ledger: { definition } }) => {
      const half = rows.find(({ study, share }) => study === definition.name && share >= 0.5)
      return half === undefined
        ? `${definition.name} has no half of its trials with a value`
        : `half of the trials of ${definition.name} have ${metric} ${direction === "minimize" ? "at most" : "at least"} ${showNumber(half.value)}`
    })
    return `${said.join("; ").replace(/^./, (sign) => sign.toUpperCase())}.`
  },
  draw(rows, view, look) {
    const { metric, direction } = objectiveOf(view)
    const studies = [...new Set(rows.map(({ study }) => study))]
    return {
      grid: { left: 56, right: 24, top: studies.length > 1 ? 34 : 16, bottom: 40 },
      ...(studies.length > 1 && { legend: { top: 0, left: 0, textStyle: { color: look.text }, data: studies } }),
      tooltip: { trigger: "axis" },
      xAxis: { ...valueAxisOf(look, metric), inverse: direction === "maximize" },
      yAxis: { ...valueAxisOf(look), min: 0, max: 1, axisLabel: { color: look.faint, formatter: percent } },
      series: studies.map((study, i) => ({
        name: study,
        type: "line",
        step: "end",
        symbol: "none",
        lineStyle: { width: 2, color: look.categories[i % look.categories.length]!, type: dashes[i % 3] },
        itemStyle: { color: look.categories[i % look.categories.length]! },
        data: rows.filter((row) => row.study === study).map(({ value, share }) => [value, share]),
      })),
    }
  },
}

const dashes = ["solid", "dashed", "dotted"] as const
const percent = (share: number): string => `${Math.round(100 * share)} %`
const boardsOf = ({ board, others = [] }: StudyView): readonly Board[] => [board, ...others]
const objectiveOf = ({ board: { ledger } }: StudyView) => ledger.definition.objectives[0]!

/** Values of complete trials in the objective of the first study; infinite ones count as never reached. */
function valuesOf(board: Board, view: StudyView): readonly number[] {
  const { metric, direction } = objectiveOf(view)
  const sign = direction === "minimize" ? 1 : -1
  const losses = objectiveLosses(board.table, { metric, direction })
  return Array.from(
    losses.filter((loss, n) => loss === loss && (board !== view.board || view.mask[n] === 1)),
    (loss) => sign * loss,
  )
}
