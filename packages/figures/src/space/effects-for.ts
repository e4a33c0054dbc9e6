import { effectsOf, objectiveLosses, type Effects } from "@diapason/views"
import type { StudyView } from "../study-view.ts"

/** The effects of the parameters without a model, on the first objective; undefined for too few trials. */
export const effectsFor = ({ board: { table, ledger } }: Pick<StudyView, "board">): Effects | undefined =>
  effectsOf(table, objectiveLosses(table, ledger.definition.objectives[0]!))
