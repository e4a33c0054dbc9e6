/** What a member is worth: its losses, and before its own first report those of the trial it was born of. */
import { lastStep, reportAt, type Ledger, type Trial } from "@diapason/core"
import type { Rules } from "./settings.ts"

/** The last step that stands behind a member: its own, or that of the state it was born with. */
export const stepOf = ({ curve, parent }: Trial): number => lastStep(curve) ?? parent?.step ?? 0

/** The newest `most` losses up to a step, newest first; Infinity for what is not a number or breaks a limit. */
export function lossesUpTo(rules: Rules, ledger: Ledger, trial: Trial, step: number, most: number): readonly number[] {
  const { steps } = trial.curve
  const found: number[] = []
  for (let i = steps.length - 1; i >= 0 && found.length < most; i--) {
    if (steps[i]! > step) continue
    const loss = lossAt(rules, ledger, trial, i)
    if (loss !== undefined) found.push(loss)
  }
  const { parent } = trial
  const from = parent && ledger.trials[parent.trial]
  if (from === undefined || found.length === most) return found
  return [...found, ...lossesUpTo(rules, ledger, from, Math.min(step, parent!.step), most - found.length)]
}

function lossAt({ problem: { metric, loss } }: Rules, ledger: Ledger, trial: Trial, i: number): number | undefined {
  const value = trial.curve.columns.get(metric)?.[i]
  if (value === undefined) return undefined
  const y = loss({ [metric]: value })
  return Number.isFinite(y) && keepsLimits(ledger, trial, i) ? y : Infinity
}

/** A limit on a metric that is not reported at this step is not broken by it. */
const keepsLimits = ({ rules }: Ledger, { curve, config }: Trial, i: number): boolean =>
  rules.outcomes.length === 0 || rules.violations(reportAt(curve, i), config).every((v) => !(v > 0 && v < Infinity))
