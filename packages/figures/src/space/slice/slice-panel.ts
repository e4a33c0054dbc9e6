import { columnNamed, marks, sampleOf, type Mark } from "@diapason/views"
import type { Panel } from "../../panel.ts"
import type { StudyView } from "../../study-view.ts"
import { showValue } from "../../words/show-value.ts"
import { axisOf } from "../parallel/axis.ts"
import { varyingParameters } from "../varying-parameters.ts"
import { rowHeight, slicePicture, valueAxis, type SlicePoint } from "./slice-picture.ts"

/** One small picture a parameter: what values came of its settings. `across` is how many stand side by side. */
export const slicePanel = (across: number): Panel<SlicePoint> => ({
  id: "slice",
  asks: "What came of each setting?",
  help: "One picture a parameter: each mark is a trial, darker or brighter the later it came. Triangles were pruned, their values are those of their last report; hollow marks broke a constraint. The line is the running median of the complete ones, the thin lines hold the middle half; a category has a bar there instead. A slope seen here may come from another parameter that the sampler moved at the same time.",
  lacks({ board: { table, ledger } }) {
    if (varyingParameters(table).length === 0) return { says: "No parameter varies: there is nothing to compare." }
    const { values } = columnNamed(table, ledger.definition.objectives[0]!.metric)!
    for (let n = 0; n < table.size; n++) if (Number.isFinite(values[n])) return undefined
    return { says: "No value yet: the first trial that reports one brings it." }
  },
  rows: rowsOf,
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "state", value: ({ mark }) => mark },
    { name: "parameter", value: ({ parameter }) => parameter },
    { name: "setting", value: ({ setting }) => setting },
    { name: "value", value: ({ value }) => value },
  ],
  summary: (rows, { board }) =>
    `${varyingParameters(board.table).length} parameters against ${board.ledger.definition.objectives[0]!.metric}, ${new Set(rows.map(({ trial }) => trial)).size} trials.`,
  draw: (rows, view, look) => slicePicture(rows, view, look, across),
  trialOf: ({ trial }) => trial,
})

/** The height of the pictures of so many parameters. */
export const sliceHeight = (parameters: number, across: number): number => Math.ceil(parameters / across) * rowHeight + 12

const mostMarks = 2000

function rowsOf(view: StudyView): readonly SlicePoint[] {
  const { board, mask } = view
  const { table } = board
  const parameters = varyingParameters(table)
  const values = valueAxis(view)
  const usable = mask.map((kept, n) => (kept === 1 && shows(marks[table.mark[n]!]!) && Number.isFinite(values.column.values[n]!) ? 1 : 0))
  const drawn = sampleOf(table, values.column, Math.max(100, Math.floor(mostMarks / Math.max(1, parameters.length))), usable)
  return parameters.flatMap((column) => {
    const axis = axisOf(column, table.size, "linear")
    return Array.from(drawn)
      .filter((n) => column.values[n] === column.values[n])
      .map((trial): SlicePoint => {
        const value = values.column.values[trial]!
        const mark = marks[table.mark[trial]!]!
        const setting = showValue(column, column.values[trial])
        return { trial, mark, parameter: column.name, setting, value, x: axis.place(column.values[trial]!), y: within(values.place(value)) }
      })
  })
}

/** What has ended with a value: the values of running ones still change. */
const shows = (mark: Mark): boolean => mark === "complete" || mark === "pruned" || mark === "infeasible"
const within = (place: number): number => Math.max(0, Math.min(1, place))
