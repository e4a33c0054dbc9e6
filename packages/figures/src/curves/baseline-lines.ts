import type { Look } from "../look.ts"
import { baselineFace, shownBaselines } from "../with-baselines.ts"
import type { StudyView } from "../study-view.ts"
import type { CurveLine } from "./curve-lines.ts"

/** The curves of the baselines, dashed, with the square of baselines and their label where they end. */
export function baselineLines(lines: readonly CurveLine[], view: StudyView, look: Look): readonly object[] {
  const labels = new Map(shownBaselines(view).map(({ trial, label }) => [trial, label]))
  return lines
    .filter(({ trial }) => labels.has(trial))
    .slice(0, mostLines)
    .flatMap(({ trial, steps, values }) => [
      {
        type: "line",
        id: `baseline-${trial}`,
        symbol: "none",
        silent: true,
        z: 5,
        lineStyle: { color: look.text, type: "dashed", width: 1.4, opacity: 0.8 },
        data: steps.map((step, i) => [step, values[i]!]),
      },
      {
        ...baselineFace(look),
        type: "scatter",
        id: `baseline-end-${trial}`,
        symbolSize: 9,
        label: {
          show: true,
          formatter: labels.get(trial),
          position: "left",
          color: look.text,
          fontSize: 11,
          backgroundColor: look.surface,
          padding: [1, 3],
        },
        data: [[steps.at(-1)!, values.at(-1)!]],
      },
    ])
}

/** More labels would hide each other. */
const mostLines = 3
