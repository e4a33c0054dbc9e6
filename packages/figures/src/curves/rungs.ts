import type { Ledger } from "@diapason/core"
import { decisionMark } from "./decision-mark.ts"

/** Steps at which trials were compared, rising: those that decisions name, else those of the declared fidelity below its end. */
export function rungsOf({ trials, definition: { fidelity } }: Ledger): readonly number[] {
  const named = new Set<number>()
  // A big study's ledger has holes: `forEach` passes over them.
  trials.forEach((trial) => {
    const mark = "decision" in trial ? decisionMark(trial.decision) : undefined
    if (mark !== undefined) named.add(mark.step)
  })
  if (named.size > 0) return [...named].sort((a, b) => a - b)
  if (fidelity === undefined || !(fidelity.min > 0)) return []
  const eta = Math.max(2, fidelity.eta ?? 3)
  const rungs: number[] = []
  for (let step = fidelity.min; step < fidelity.max; step *= eta) rungs.push(step)
  return rungs
}
