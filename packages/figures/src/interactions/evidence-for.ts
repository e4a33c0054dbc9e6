import { evidenceOf, type Evidence } from "@diapason/algorithms"
import type { StudyView } from "../study-view.ts"

/** The complete trials that are kept, as far as they are at hand, as measures read them; of many a fair part. */
export function evidenceFor({ board: { ledger }, mask }: Pick<StudyView, "board" | "mask">): Evidence {
  const kept = ledger.trials.filter((trial) => trial !== undefined && mask[trial.number] !== 0)
  const complete = kept.filter(({ state }) => state === "complete")
  const every = Math.ceil(complete.length / most)
  return evidenceOf({ ...ledger, trials: every > 1 ? complete.filter((_, k) => k % every === 0) : kept })
}

/** Trials that are looked at. */
const most = 4000
