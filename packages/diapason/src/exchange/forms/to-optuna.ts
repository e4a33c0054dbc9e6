import { exportOptuna } from "../optuna/index.ts"
import type { ExportForm } from "./export-form.ts"

/** A study for Optuna, and what it cannot hold. */
export const toOptuna: ExportForm["write"] = async (place, { store, study, name }) => {
  const given = await exportOptuna(store, study, place, name)
  const counts = Object.entries(given.counts).map(([state, count]) => `${count} ${state.toLowerCase()}`)
  return { says: `${given.study}: ${counts.length === 0 ? "no trials" : counts.join(" · ")}`, notes: given.lost }
}
