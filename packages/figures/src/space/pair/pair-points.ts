import { columnNamed, objectiveLosses } from "@diapason/views"
import type { StudyView } from "../../study-view.ts"
import { axisOf, placesOf, type Axis } from "../parallel/axis.ts"
import type { PairPoints } from "./cells.ts"

/** Which two parameters, and whether cells show the mean value or the mean rank. */
export interface PairChoice {
  readonly first: string
  readonly second: string
  readonly shows: "value" | "rank"
}

/** Both parameters as axes. */
export const axesOf = ({ board: { table } }: StudyView, { first, second }: PairChoice): readonly [Axis, Axis] => [
  axisOf(columnNamed(table, first)!, table.size, "linear"),
  axisOf(columnNamed(table, second)!, table.size, "linear"),
]

let last: { readonly table: object; readonly mask: Uint8Array; readonly choice: PairChoice; readonly points: PairPoints } | undefined

/** Kept complete trials with both parameters; a rank runs from 0, the best, to 1. Asked for several times a picture, made once. */
export function pointsOf(view: StudyView, choice: PairChoice): PairPoints {
  const { table } = view.board
  if (last?.table !== table || last.mask !== view.mask || last.choice !== choice)
    last = { table, mask: view.mask, choice, points: pointsFrom(view, choice) }
  return last.points
}

function pointsFrom(view: StudyView, choice: PairChoice): PairPoints {
  const { board, mask } = view
  const { size } = board.table
  const objective = board.ledger.definition.objectives[0]!
  const losses = objectiveLosses(board.table, objective)
  const [x, y] = axesOf(view, choice)
  const sign = objective.direction === "minimize" ? 1 : -1
  const asRanks = (): Float32Array =>
    placesOf(axisOf({ ...columnNamed(board.table, objective.metric)!, values: losses }, size, "rank"), size)
  const ranks = choice.shows === "rank" ? asRanks() : undefined
  const points = { trial: new Int32Array(size), x: new Float64Array(size), y: new Float64Array(size), value: new Float64Array(size) }
  let count = 0
  for (let trial = 0; trial < size; trial++) {
    if (mask[trial] !== 1 || losses[trial] !== losses[trial]) continue
    const [px, py] = [x.place(x.column.values[trial]!), y.place(y.column.values[trial]!)]
    if (px !== px || py !== py) continue
    points.trial[count] = trial
    points.x[count] = px
    points.y[count] = py
    points.value[count++] = ranks === undefined ? sign * losses[trial]! : ranks[trial]!
  }
  return { count, ...points }
}
