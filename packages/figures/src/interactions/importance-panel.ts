import type { Importance, NoImportance } from "@diapason/algorithms"
import type { Panel } from "../panel.ts"
import { lackOf } from "./interactions-panel.ts"
import { intervalBars } from "./interval-bars.ts"

interface Row {
  readonly name: string
  readonly share: number
  readonly low: number
  readonly high: number
  readonly says: string
}

/** Which parameters mattered, by functional analysis of variance, with intervals. */
export const importancePanel = (found: Importance | NoImportance): Panel<Row> => ({
  id: "importance",
  asks: "Which parameters mattered?",
  help: "How much of all variation over the space each parameter explains alone, by a model of the trials. The line is the 90 % interval. A parameter that was searched in a narrow range has little to explain: a small share says nothing of other ranges.",
  lacks: () => ("lacks" in found ? lackOf(found) : undefined),
  rows: () =>
    "lacks" in found
      ? []
      : found.features.slice(0, most).map(({ name, share, low, high }) => ({
          name,
          share,
          low,
          high,
          says: `${name}: ${percent(share)}, ${percent(low)} to ${percent(high)}`,
        })),
  columns: [
    { name: "parameter", value: ({ name }) => name },
    { name: "share", value: ({ share }) => share },
    { name: "low", value: ({ low }) => low },
    { name: "high", value: ({ high }) => high },
  ],
  summary([top]) {
    if (top === undefined || "lacks" in found) return "No parameter was looked at."
    const trust = `The ${found.model} predicts ${percent(Math.max(0, found.r2))} of the variance of unseen trials.`
    return [
      `${top.name} explains most alone: ${percent(top.share)}, ${percent(top.low)} to ${percent(top.high)}.`,
      trust,
      ...found.warnings,
    ].join(" ")
  },
  draw: (rows, _, look) => intervalBars(rows, look),
})

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`

/** Parameters that are drawn. */
const most = 15
