import type { Parameter } from "@diapason/core"
import type { Panel } from "../panel.ts"
import { showNumber } from "../words/show-value.ts"
import { bestLine } from "./members.ts"
import { parameterPieces, trainings, type ParameterPiece } from "./parameter-pieces.ts"

/** How one parameter changed in the course of the trainings. */
export const parameterPanel = (parameter: Parameter): Panel<ParameterPiece> => ({
  id: `over-time-${parameter.name.replace(/[^\w-]+/g, "-")}`,
  asks: `How did ${parameter.name} change over the training?`,
  help: "One line for each training that nobody went on with: inherited values first, then its own, and what was changed in the middle of a run. The strong line is the best trial. A value that falls step by step in all survivors is a schedule worth keeping; one that jumps about has not mattered.",
  lacks: ({ board: { ledger, whole } }) => {
    if (!whole) return { says: "Of a study as big as this one the courses of ended trials are not here; read its log to see them." }
    return trainings(ledger, []).length > 0 ? undefined : { says: "No report yet: the first one begins the first line." }
  },
  rows: ({ board: { ledger } }) => parameterPieces(ledger, parameter, trainings(ledger, bestLine(ledger).slice(-1))),
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "from step", value: ({ from }) => from },
    { name: "to step", value: ({ to }) => to },
    { name: parameter.name, value: ({ value }) => shown(parameter, value) },
  ],
  summary(rows) {
    const best = rows.filter(({ trial }) => trial === rows[0]?.trial)
    const course = best.map(({ from, value }) => `${shown(parameter, value)} from ${from}`)
    return best.length === 0
      ? "Nothing to show."
      : `${parameter.name} in the training of #${best[0]!.trial}: ${course.slice(0, 8).join(", ")}.`
  },
  draw(rows, { board: { ledger } }, look) {
    const { fidelity } = ledger.definition
    const trials = [...new Set(rows.map(({ trial }) => trial))]
    const log = parameter.kind === "float" || parameter.kind === "int" ? parameter.scale === "log" || parameter.scale === "pow2" : false
    const listed = "values" in parameter ? parameter.values.map((value) => String(value)) : undefined
    return {
      grid: { left: 64, right: 16, top: 12, bottom: 36 },
      tooltip: { trigger: "item", formatter: ({ data }: { data: { says: string } }) => data.says },
      xAxis: {
        type: "value",
        name: fidelity?.name ?? "step",
        nameLocation: "middle",
        nameGap: 22,
        min: 1,
        ...(fidelity !== undefined && { max: fidelity.max }),
        minInterval: 1,
        axisLabel: { color: look.faint },
        splitLine: { show: false },
      },
      yAxis: listed
        ? { type: "category", data: listed, axisLabel: { color: look.faint } }
        : {
            type: log ? "log" : "value",
            scale: true,
            axisLabel: { color: look.faint, formatter: (value: number) => showNumber(value) },
            splitLine: { lineStyle: { color: look.line } },
          },
      series: [...trials].reverse().map((trial) => {
        const best = trial === trials[0]
        const says = (value: number): string => `#${trial}: ${parameter.name} ${shown(parameter, value)}`
        return {
          type: "line",
          step: "end",
          symbol: best ? "circle" : "none",
          symbolSize: 5,
          z: best ? 3 : 2,
          lineStyle: { color: best ? look.accent : look.faint, width: best ? 2.5 : 1, opacity: best ? 1 : 0.75 },
          itemStyle: { color: best ? look.accent : look.faint },
          data: rows
            .filter((row) => row.trial === trial)
            .flatMap(({ from, to, value }) => [from, to].map((step) => ({ value: [step, value], trial, says: says(value) }))),
        }
      }),
    }
  },
  trialOf: ({ trial }) => trial,
})

const shown = (parameter: Parameter, value: number): string => ("values" in parameter ? String(parameter.values[value]) : showNumber(value))
