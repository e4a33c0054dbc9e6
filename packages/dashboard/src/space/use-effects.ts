import { countingTrials, effectsOf, objectiveLosses, type Effects } from "@diapason/views"
import { useMemo, useRef } from "react"
import type { StudyView } from "../panels/study-view.ts"

/** Main effects and interactions of all trials, looked at anew when a tenth more of them count than the last time: it takes a moment. */
export function useEffects({ board: { table, ledger } }: StudyView): {
  readonly effects: Effects | undefined
  readonly losses: Float64Array
} {
  const { space, definition } = ledger
  const losses = useMemo(() => objectiveLosses(table, definition.objectives[0]!), [table, definition])
  const counting = useMemo(() => countingTrials([losses]).length, [losses])
  const known = useRef<{ readonly counting: number; readonly space: object; readonly effects: Effects | undefined }>(undefined)
  const last = known.current
  if (last === undefined || last.space !== space || counting > 1.1 * last.counting || counting < last.counting)
    known.current = { counting, space, effects: effectsOf(table, losses) }
  return { effects: known.current!.effects, losses }
}
