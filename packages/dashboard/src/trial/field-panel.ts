import { fromWire, type Curve } from "@diapason/core"
import { marks, type Board } from "@diapason/views"
import { showNumber, type Panel } from "@diapason/figures"
import { drawField, type Point } from "./field-drawing.ts"
import { runnerUp } from "./runner-up.ts"
import type { TrialRead } from "./trial-read.ts"
import { fieldAt, type FieldStep } from "./field-steps.ts"

/** The curve of one trial before those of all others. `scale` of its values: `log` or linear. */
export const fieldPanel = (number: number, metric: string, read: TrialRead | undefined, scale: "log" | "value"): Panel<Point> => ({
  id: "field",
  asks: "How does its curve compare?",
  help: "The bold line is this trial, the dashed one the best of the others. The band is the middle 80 % of all trials that came to a step, the line in it their median: a trial below or above the band is unusual. ▲ are rungs, where the scheduler compares; the tick is the cut that it named.",
  lacks: ({ board }) =>
    pointsOf(curveOf(board, number, metric, read)).length > 0
      ? undefined
      : { says: `This trial has no curve of ${metric}: report it with a step to see one.` },
  rows: ({ board, mask }) => pointRows(board, mask, number, metric, read),
  columns: [
    { name: "line", value: ({ role }) => role },
    { name: "trial", value: ({ trial }) => trial },
    { name: "step", value: ({ step }) => step },
    { name: metric, value: ({ value }) => value },
    { name: "from", value: ({ low }) => low },
    { name: "to", value: ({ high }) => high },
    { name: "trials", value: ({ count }) => count },
  ],
  summary(rows) {
    const own = rows.filter(({ role }) => role === "this")
    return `${metric} of trial ${number} at ${own.length} steps${own.length > 0 ? `, the last ${showNumber(own.at(-1)!.value)}` : ""}, before the other trials.`
  },
  draw: (rows, view, look) => drawField(rows, view, look, { number, metric, scale }),
})

const pointsOf = ({ steps, values }: { steps: readonly number[]; values: readonly (number | undefined)[] }): readonly [number, number][] =>
  steps.flatMap((step, i) => (values[i] === undefined ? [] : [[step, values[i]] as [number, number]]))

function curveOf({ ledger }: Board, number: number, metric: string, read: TrialRead | undefined) {
  const curve: Curve | undefined = ledger.trials[number]?.curve
  if (curve !== undefined) return { steps: curve.steps, values: curve.columns.get(metric) ?? [] }
  const reports = (read?.reports ?? []).filter(({ metrics }) => metrics[metric] !== undefined)
  return { steps: reports.map(({ step }) => step), values: reports.map(({ metrics }) => fromWire(metrics[metric]!)) }
}

function pointRows(board: Board, mask: Uint8Array, number: number, metric: string, read: TrialRead | undefined): readonly Point[] {
  const second = runnerUp(board, number)
  const line = (role: Point["role"], trial: number): Point[] =>
    pointsOf(curveOf(board, trial, metric, trial === number ? read : undefined)).map(([step, value]) => ({ role, trial, step, value }))
  const others: Curve[] = []
  board.ledger.trials.forEach(({ curve }, n) => {
    if (n !== number && mask[n] === 1 && marks[board.table.mark[n]!] !== "excluded") others.push(curve)
  })
  const field = fieldAt(others, metric).map(({ step, low, middle, high, count }: FieldStep): Point => ({
    role: "field",
    step,
    value: middle,
    low,
    high,
    count,
  }))
  return [...line("this", number), ...(second === undefined ? [] : line("runner-up", second)), ...field]
}
