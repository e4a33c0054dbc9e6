import type { EndingKind, Failure } from "../event/failure.ts"
import type { Observation, Outcome } from "../ports/sampler.ts"
import { lastStep } from "../ledger/curve.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { configToday, flatToday } from "../ledger/revision.ts"
import type { Trial } from "../ledger/trial.ts"

/**
 * What an ended trial teaches a sampler; undefined when it teaches nothing: excluded, still under way, ended through no doing of its
 * configuration, or outside of the space of today.
 */
export function observationOf(ledger: Ledger, trial: Trial): Observation | undefined {
  const outcome = trial.excluded === undefined ? outcomeOf(ledger, trial) : undefined
  const flat = outcome && flatToday(ledger, trial)
  return flat && { number: trial.number, flat, outcome: outcome! }
}

function outcomeOf(ledger: Ledger, trial: Trial): Outcome | undefined {
  const { rules } = ledger
  if (trial.state === "complete") {
    const losses = rules.losses(trial.values)
    return losses.some(Number.isNaN)
      ? { kind: "crashed" }
      : { kind: "complete", losses, violations: rules.violations(trial.values, configToday(ledger, trial)) }
  }
  if (trial.state === "pruned" || (trial.state === "failed" && trial.failure.kind === "timeout")) {
    const losses = rules.losses(trial.values)
    return losses.some(Number.isNaN) ? { kind: "crashed" } : { kind: "stopped", step: lastStep(trial.curve) ?? 0, losses }
  }
  return trial.state === "failed" && teaches(trial.failure) ? { kind: "crashed" } : undefined
}

/** Failures that speak about the configuration. A crash does too, weakly: it is ranked last like the others. */
const teaches = (failure: Failure): boolean =>
  (["oom", "nan", "invalid", "timeout", "crash"] satisfies EndingKind[] as string[]).includes(failure.kind)
