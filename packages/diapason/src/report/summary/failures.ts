import type { FailedTrial, FailureKind } from "@diapason/core"
import type { Material } from "../material.ts"
import { counted, listed } from "../page/text.ts"
import type { Sentence } from "./sentence.ts"

/** Failures of one kind. */
export interface FailureGroup {
  readonly kind: FailureKind
  readonly trials: readonly FailedTrial[]
}

/** Failed trials by kind, the most frequent first. */
export function failureGroups({ ledger }: Pick<Material, "ledger">): readonly FailureGroup[] {
  const groups = new Map<FailureKind, FailedTrial[]>()
  for (const trial of ledger.trials) {
    if (trial.state !== "failed") continue
    const { kind } = trial.failure
    const group = groups.get(kind)
    if (group === undefined) groups.set(kind, [trial])
    else group.push(trial)
  }
  return [...groups]
    .map(([kind, trials]) => ({ kind, trials }))
    .sort((a, b) => b.trials.length - a.trials.length || (a.kind < b.kind ? -1 : 1))
}

/** How many trials failed, and of what; that none did is worth a sentence too. */
export function failureSentence(material: Pick<Material, "ledger" | "counts">): readonly Sentence[] {
  const { ledger, counts } = material
  const lost = ledger.trials.reduce((sum, trial) => sum + trial.lost, 0)
  const again = lost > 0 ? ` ${counted(lost, "attempt was", "attempts were")} lost to the infrastructure and run again.` : ""
  if (ledger.finished.length === 0) return []
  if (counts.failed === 0) return [{ about: "failures", says: `No trial failed.${again}` }]
  const kinds = failureGroups(material).map(({ kind, trials }) => `${trials.length} ${kind}`)
  const all = counts.failed === ledger.trials.length && counts.failed > 1 ? "All " : ""
  return [{ about: "failures", says: `${all}${counted(counts.failed, "trial")} failed: ${listed(kinds)}.${again}` }]
}
