import type { Panel } from "../panel.ts"
import { budgetRows, misleading, type BudgetRow } from "./budget-rows.ts"
import type { CurveLine } from "./curve-lines.ts"
import { rungsOf } from "./rungs.ts"

/** How far a low budget can be trusted: whether trials stand in the same order early on as at the end. */
export const budgetPanel = (metric: string, lines: readonly CurveLine[]): Panel<BudgetRow> => ({
  id: "budget-correlation",
  asks: "Can low budgets be trusted?",
  help: "The rank correlation (Spearman) between the value at a step and the final one, over the complete trials: 1 when both put the trials in the same order, 0 when the early order says nothing. Only trials that were let through to the end can be compared, so a strict scheduler makes it look worse than it is.",
  lacks() {
    const complete = lines.filter(({ mark, values }) => mark === "complete" && values.length > 1).length
    return complete >= 3
      ? undefined
      : { says: `Three complete trials with several steps are needed to compare orders; there are ${complete}.`, has: complete, needs: 3 }
  },
  rows: ({ board: { ledger } }) => budgetRows(lines, rungsOf(ledger)).filter(({ trials }) => trials > 0),
  columns: [
    { name: "step", value: ({ step }) => step },
    { name: "rank correlation", value: ({ correlation }) => correlation },
    { name: "trials", value: ({ trials }) => trials },
  ],
  summary: (rows) => budgetWarning(rows) ?? budgetWords(rows, metric),
  draw: (rows, { board: { ledger } }, look) => ({
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 50, right: 28, top: 20, bottom: 38 },
    tooltip: { trigger: "item" },
    xAxis: {
      type: "category",
      name: ledger.definition.fidelity?.name ?? "step",
      nameLocation: "middle",
      nameGap: 24,
      axisLabel: { color: look.faint },
      axisLine: { lineStyle: { color: look.line }, onZero: false },
      data: rows.map(({ step }) => String(step)),
    },
    yAxis: {
      type: "value",
      min: rows.some(({ correlation }) => (correlation ?? 0) < 0) ? -1 : 0,
      max: 1,
      axisLabel: { color: look.faint },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 38,
        itemStyle: { color: look.accent },
        label: {
          show: true,
          position: "top",
          color: look.text,
          formatter: ({ dataIndex }: { dataIndex: number }) => rows[dataIndex]?.correlation?.toFixed(2) ?? "too few",
        },
        data: rows.map(({ correlation }) => correlation ?? null),
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: look.faint, type: [4, 4] },
          label: { show: false },
          data: [{ yAxis: 0.5 }],
        },
      },
    ],
  }),
})

/** What to think of low budgets, when they mislead; undefined when nothing speaks against them. */
export function budgetWarning(rows: readonly BudgetRow[]): string | undefined {
  const bad = misleading(rows)
  if (bad.length === 0) return undefined
  const steps = bad.map(({ step }) => step).join(", ")
  return `Low budgets mislead: at step ${steps} the order of the trials says little of their order at the end (${bad[0]!.correlation!.toFixed(2)} over ${bad[0]!.trials} trials). A higher lowest fidelity, or a milder scheduler, would lose fewer good ones.`
}

function budgetWords(rows: readonly BudgetRow[], metric: string): string {
  const known = rows.filter(({ correlation }) => correlation !== undefined)
  if (known.length === 0) return `Too few complete trials to compare the orders of ${metric}.`
  const few = known.some(({ trials }) => trials < 8) ? " With fewer than 8 trials that can be chance." : ""
  return `The order by ${metric} at step ${known[0]!.step} and at the end have a rank correlation of ${known[0]!.correlation!.toFixed(2)} over ${known[0]!.trials} trials.${few}`
}
