import {
  columnNamed,
  countingTrials,
  leadingTrials,
  objectiveLosses,
  pressedBounds,
  pressedSentence,
  topOf,
  type PressedBound,
  type TrialTable,
} from "@diapason/views"
import { useMemo } from "react"
import { useView } from "../../panels/view-context.ts"
import { showNumber } from "@diapason/figures"
import type { Space } from "@diapason/core"

/** Which bounds the best trials press against, in words. */
export function PressedNote() {
  const { board } = useView()
  const { table, ledger } = board
  const objective = ledger.definition.objectives[0]!
  const { losses, counting } = useMemo(() => {
    const found = objectiveLosses(table, objective)
    return { losses: found, counting: countingTrials([found]).length }
  }, [table, objective])
  const pressed = useMemo(() => pressedOf(table, ledger.space, losses), [table, ledger.space, losses])
  if (counting < 4 * leadingTrials)
    return (
      <p className="says" role="note">
        Whether bounds are pressed is said from {4 * leadingTrials} complete trials on; there are {counting}.
      </p>
    )
  return (
    <ul className="says">
      {pressed.length === 0 && <li>The best {leadingTrials} trials press against no bound.</li>}
      {pressed.map((one) => (
        <li key={`${one.parameter.name} ${one.bound}`}>{pressedSentence(one, showNumber)}</li>
      ))}
    </ul>
  )
}

function pressedOf(table: TrialTable, space: Space, losses: Float64Array): readonly PressedBound[] {
  const best = topOf(table, { name: "loss", kind: "metric", scale: "linear", values: losses }, "up", leadingTrials)
  return pressedBounds(space.parameters, ({ name }, i) => {
    const value = columnNamed(table, name)?.values[best[i] ?? -1]
    return value === undefined || Number.isNaN(value) ? undefined : value
  })
}
