import type { Ledger, StudyEvent } from "@diapason/core"
import { configText, countsText, valuesText } from "../text/best-text.ts"
import { whyText } from "../text/trial-rows.ts"

/** An event as one line of a log; undefined for those that would only be noise there. */
export function eventLine(event: StudyEvent, ledger: Ledger): string | undefined {
  if (!("trial" in event) || event.trial === undefined) return undefined
  const trial = ledger.trials[event.trial]
  if (trial === undefined) return undefined
  const name = `trial ${String(event.trial).padStart(3)}`
  switch (event.kind) {
    case "trial.started":
      return `  ${name}  started   ${configText(ledger, trial)}${event.attempt > 1 ? `   (attempt ${event.attempt})` : ""}`
    case "trial.adopted":
      return `  ${name}  followed  it had run on without a conductor`
    case "trial.finished": {
      const best = ledger.front.includes(event.trial) ? "   ← best so far" : ""
      if (event.state === "complete") return `  ${name}  complete  ${valuesText(ledger, trial)}${best}`
      return `  ${name}  ${event.state.padEnd(8)}  ${whyText(trial)}`
    }
    case "trial.updated":
      return `  ${name}  updated   ${event.why}`
    case "trial.applied":
      return `  ${name}  applied   update ${event.rev}${event.step === undefined ? "" : `, from step ${event.step} on`}`
    case "trial.refused":
      return `  ${name}  refused   update ${event.rev}: ${event.why}`
    case "trial.requeued":
      return `  ${name}  requeued  ${event.why}`
    default:
      return undefined
  }
}

/** The state of the study in one line. */
export function heartbeatLine(ledger: Ledger): string {
  const best = ledger.trials[ledger.front[0] ?? -1]
  return `  ${countsText(ledger)}${best === undefined ? "" : `   best ${valuesText(ledger, best)} #${best.number}`}`
}
