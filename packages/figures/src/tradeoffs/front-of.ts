import { countingTrials, factNamed, frontHistory, objectiveLosses, type FrontHistory } from "@diapason/views"
import type { StudyView } from "../study-view.ts"

/** The front of a study with several objectives, and what it was made of. */
interface Front extends FrontHistory {
  /** By objective and trial, less is better; NaN for trials that do not count. */
  readonly losses: readonly Float64Array[]
  readonly isOn: ReadonlySet<number>
  /** How many trials count. */
  readonly counted: number
}

let last: { readonly table: object; readonly at: number | undefined; readonly front: Front } | undefined

/** The front as it is, or as it was at the position of the choices (`at=`). All trials that count by then, whatever is brushed. */
export function frontOf({ board: { table, ledger }, choices }: Pick<StudyView, "board" | "choices">): Front {
  const at = choices.at === undefined ? undefined : Number(choices.at)
  if (last !== undefined && last.table === table && last.at === at) return last.front
  const losses = ledger.definition.objectives.map((objective) => objectiveLosses(table, objective))
  const { values: over } = factNamed(table, "over")
  const trials = countingTrials(losses)
    .filter((n) => at === undefined || !(over[n]! > at))
    .sort((a, b) => over[a]! - over[b]! || a - b)
  const history = frontHistory(losses, trials)
  const front = { ...history, losses, isOn: new Set(history.front), counted: trials.length }
  last = { table, at, front }
  return front
}

/** The weights of the choices (`w=1,0.5`), one for each objective; 1 where it says none. */
export const weightsOf = ({ board, choices }: Pick<StudyView, "board" | "choices">): readonly number[] => {
  const given = String(choices["w"] ?? "").split(",")
  return board.ledger.definition.objectives.map((_, m) => {
    const weight = given[m] === undefined || given[m] === "" ? 1 : Number(given[m])
    return weight >= 0 && weight <= 1 ? weight : 1
  })
}
