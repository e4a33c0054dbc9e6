import type { FrontStep } from "@diapason/views"
import type { Panel } from "../panel.ts"
import { frontOf } from "./front-of.ts"

/** How the front grew: the share of the box between the best of each objective and the worst of all that it dominates. */
export const volumePanel: Panel<FrontStep> = {
  id: "hypervolume",
  asks: "Does the front still grow?",
  help: "The hypervolume: how much of the box between the best value of each objective and the worst values seen so far the front dominates; 1 would be a single trial that is best in everything. Each step is a trial that improved the front. A long flat end says that the search has settled, or is stuck. When a worse value widens the box, the whole line moves: compare within one picture only.",
  lacks(view) {
    const { front } = frontOf(view)
    if (view.board.ledger.definition.objectives.length > 4)
      return { says: "The hypervolume is measured for up to four objectives: above it takes too long." }
    return front.length > 0 ? undefined : { says: "No feasible trial has every objective yet." }
  },
  rows: (view) => frontOf(view).steps,
  columns: [
    { name: "after trials", value: ({ after }) => after },
    { name: "trial", value: ({ trial }) => trial },
    { name: "front", value: ({ size }) => size },
    { name: "hypervolume", value: ({ volume }) => volume },
  ],
  summary(steps, view) {
    const last = steps.at(-1)
    const count = countOf(view)
    return last === undefined
      ? "No front yet."
      : `The front has ${last.size} trials and dominates ${(100 * last.volume).toFixed(1)} % of the box; the last of ${count} trials to improve it came after ${last.after}.`
  },
  draw(steps, view, look) {
    const count = countOf(view)
    return {
      grid: { left: 56, right: 16, top: 14, bottom: 38 },
      xAxis: {
        type: "value",
        min: 0,
        max: Math.max(1, count),
        minInterval: 1,
        name: "trials that count",
        nameLocation: "middle",
        nameGap: 24,
        splitLine: { show: false },
        axisLabel: { color: look.faint, hideOverlap: true },
        axisLine: { lineStyle: { color: look.line } },
      },
      yAxis: { type: "value", min: 0, max: 1, axisLabel: { color: look.faint }, splitLine: { lineStyle: { color: look.line } } },
      tooltip: { trigger: "item", confine: true },
      series: [
        {
          type: "line",
          step: "end",
          id: "rows",
          symbol: "circle",
          symbolSize: 6,
          lineStyle: { color: look.accent, width: 2 },
          itemStyle: { color: look.accent },
          data: [
            ...steps.map(({ after, volume, trial, size }) => ({
              value: [after, volume],
              trial,
              tooltip: { formatter: `#${trial}: front of ${size}, ${volume.toFixed(4)}` },
            })),
            { value: [count, steps.at(-1)?.volume ?? 0], symbol: "none" },
          ],
        },
      ],
    }
  },
  trialOf: ({ trial }) => trial,
}

const countOf = (view: Parameters<typeof frontOf>[0]): number => frontOf(view).counted
