import { columnNamed, marks } from "@diapason/views"
import type { Panel } from "./panel.ts"

interface Row {
  readonly trial: number
  readonly value: number
  readonly best: number
}

/** How the best value came down, or up, with the trials. */
export const bestSoFar: Panel<Row> = {
  id: "best-so-far",
  asks: "How good is it?",
  help: "Each point is a complete trial; the line is the best value so far. A flat line at the end says that the search has settled, or is stuck: look at Space to tell which.",
  lacks: ({ board: { ledger } }) => (ledger.front.length > 0 ? undefined : { says: "No value yet: the first complete trial brings one." }),
  rows({ board: { ledger, table }, mask }) {
    const { metric, direction } = ledger.definition.objectives[0]!
    const { values } = columnNamed(table, metric)!
    const better = direction === "minimize" ? Math.min : Math.max
    let best = direction === "minimize" ? Infinity : -Infinity
    const rows: Row[] = []
    for (let trial = 0; trial < table.size; trial++) {
      if (marks[table.mark[trial]!] !== "complete" || !Number.isFinite(values[trial])) continue
      best = better(best, values[trial]!)
      if (mask[trial] === 1) rows.push({ trial, value: values[trial]!, best })
    }
    return rows
  },
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "value", value: ({ value }) => value },
    { name: "best so far", value: ({ best }) => best },
  ],
  summary(rows, { board: { ledger } }) {
    const last = rows.at(-1)
    const { metric } = ledger.definition.objectives[0]!
    return last === undefined ? `No value of ${metric} yet.` : `The best ${metric} after ${rows.length} complete trials is ${last.best}.`
  },
  draw: (rows, { board: { ledger } }, look) => ({
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 56, right: 12, top: 12, bottom: 32 },
    xAxis: { type: "value", name: "trial", nameLocation: "middle", nameGap: 22, splitLine: { show: false } },
    yAxis: { type: "value", scale: true, name: ledger.definition.objectives[0]!.metric, splitLine: { lineStyle: { color: look.line } } },
    tooltip: { trigger: "item" },
    series: [
      { type: "scatter", symbolSize: 5, itemStyle: { color: look.faint }, data: rows.map(({ trial, value }) => [trial, value]) },
      {
        type: "line",
        step: "end",
        symbol: "none",
        lineStyle: { color: look.accent, width: 2 },
        data: rows.map(({ trial, best }) => [trial, best]),
      },
    ],
  }),
  trialOf: ({ trial }) => trial,
}
