import type { Panel } from "../panel.ts"
import { showNumber } from "../words/show-value.ts"
import { bestLines, type CurveLine } from "./curve-lines.ts"
import type { CurvesChoice } from "./curves-choice.ts"
import { directionOf } from "./direction-of.ts"
import { drawCurves } from "./draw-curves.ts"

/** The learning curves of one metric, with the rungs and what was decided there. */
export const curvesPanel = (metric: string, choice: CurvesChoice): Panel<CurveLine> => ({
  id: `curves-${metric}`,
  asks: `How does ${metric} go with the steps?`,
  help: "Each line is a trial; the bold blue one ended best, orange ones still run. Dotted uprights with ▲ are rungs, where the scheduler compares; ✂ is where a trial was ended early, the tick the cut that it missed. A line that ends early says nothing about where it would have gone.",
  lacks: () =>
    choice.lines.length > 0
      ? undefined
      : choice.all > 0
        ? { says: "No trial is running now; choose another set of lines." }
        : { says: "This metric has no steps; report `step` with it to see curves." },
  rows: () => choice.lines,
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "state", value: ({ mark }) => mark },
    { name: "reports", value: ({ values }) => values.length },
    { name: "last step", value: ({ steps }) => steps.at(-1) },
    { name: `last ${metric}`, value: ({ values }) => values.at(-1) },
    { name: "smallest", value: ({ values }) => Math.min(...values) },
    { name: "largest", value: ({ values }) => Math.max(...values) },
  ],
  summary(rows, { board: { ledger } }) {
    const direction = directionOf(ledger.definition.objectives, metric)
    const best = bestLines(rows, direction, 1)[0]
    const running = rows.filter(({ mark }) => mark === "running").length
    return `${rows.length} curves of ${metric}, ${running} still running${best === undefined ? "" : `; the best is trial ${best.trial} with ${showNumber(best.final)}`}.`
  },
  draw: (rows, view, look) => drawCurves(rows, view, look, { ...choice, metric }),
  trialOf: ({ trial }) => trial,
})
