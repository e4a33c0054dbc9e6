import { effectsOf, objectiveLosses, type Effects, type TrialTable } from "@diapason/views"
import type { StudyView } from "../study-view.ts"

const known = new WeakMap<TrialTable, Effects | "too few">()

/** The effects of the parameters without a model, reckoned once for a table: several figures ask. Undefined for too few trials. */
export function effectsFor({ board: { table, ledger } }: Pick<StudyView, "board">): Effects | undefined {
  const found = known.get(table) ?? effectsOf(table, objectiveLosses(table, ledger.definition.objectives[0]!)) ?? "too few"
  known.set(table, found)
  return found === "too few" ? undefined : found
}
