import { leavesToday, type Ledger, type Trial } from "@diapason/core"
import { numberText, valueText } from "./number.ts"

/** `lr 0.00214  bs 32` */
export const configText = (ledger: Ledger, trial: Trial): string =>
  leavesToday(ledger, trial)
    .map(({ flag, value }) => `${flag} ${valueText(value)}`)
    .join("  ")

/** `val_loss 0.2871`, each objective of a trial. */
export const valuesText = (ledger: Ledger, trial: Trial): string =>
  ledger.definition.objectives
    .map(({ metric }) => `${metric} ${numberText(("values" in trial ? trial.values[metric] : undefined) ?? NaN)}`)
    .join("  ")

/** `val_loss ↓`, each objective with its direction. */
export const objectivesText = (ledger: Ledger): string =>
  ledger.definition.objectives.map(({ metric, direction }) => `${metric} ${direction === "minimize" ? "↓" : "↑"}`).join(" · ")

/** `41 done: 3 complete · 35 pruned · 3 failed      2 running` */
export function countsText(ledger: Ledger): string {
  const count = { complete: 0, pruned: 0, failed: 0, running: 0, waiting: 0, paused: 0 }
  for (const trial of ledger.trials) count[trial.state]++
  const done = (["complete", "pruned", "failed"] as const).filter((s) => count[s] > 0).map((s) => `${count[s]} ${s}`)
  const open = (["running", "waiting", "paused"] as const).filter((s) => count[s] > 0).map((s) => `${count[s]} ${s}`)
  return [`${ledger.finished.length} done${done.length > 0 ? `: ${done.join(" · ")}` : ""}`, open.join(" · ")].filter(Boolean).join("   ")
}
