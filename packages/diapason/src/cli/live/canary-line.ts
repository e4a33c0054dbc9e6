import type { Ledger, StudyEvent, Trial } from "@diapason/core"
import { configText } from "../text/best-text.ts"
import { agoText } from "../text/duration.ts"
import { numberText } from "../text/number.ts"
import { wallSpent } from "@diapason/core"

/** What the line is made with. */
interface Canary {
  readonly slots: number
  /** Where a metric is heard: `stdout, key=value`; undefined where that is not known. */
  readonly sourceOf: (metric: string) => string | undefined
  readonly say: (text: string) => void
}

/**
 * Waits for the first value of a study's objective, and says once what it tells: that the script is heard, and how many whole
 * trials fit in what the study may spend. Nothing is said of a study that was heard before.
 */
export function canaryWatch(opened: Ledger, { slots, sourceOf, say }: Canary): (event: StudyEvent, ledger: Ledger) => void {
  const { metric } = opened.rules.objectives[0]!
  let heard = opened.trials.some((trial) => valueOf(trial, metric) !== undefined)
  return (event, ledger) => {
    if (heard || (event.kind !== "trial.reported" && event.kind !== "trial.finished")) return
    const trial = ledger.trials[event.trial]
    const value = trial === undefined ? undefined : valueOf(trial, metric)
    if (trial?.startedAt === undefined || value === undefined) return
    heard = true
    const took = event.at - trial.startedAt
    const config = configText(ledger, trial).replaceAll("  ", " · ")
    const source = sourceOf(metric)
    const where = source === undefined ? "" : ` (${source})`
    say(
      `trial ${trial.number}   ${config}   first ${metric} ${numberText(value)} after ${spanText(took)}${where} ✓${prospect(ledger, trial, slots, event.at)}`,
    )
  }
}

const valueOf = (trial: Trial, metric: string): number | undefined =>
  trial.curve.columns.get(metric)?.find((value) => value !== undefined) ?? (trial.state === "complete" ? trial.values[metric] : undefined)

/** What a whole trial takes at this pace, and what the budget comes to; nothing where the pace cannot be known yet. */
function prospect(ledger: Ledger, trial: Trial, slots: number, now: number): string {
  const whole = wholeTrial(ledger, trial, now)
  if (whole === undefined) return ""
  const { trials, wall } = ledger.budget
  // What starting took is in the pace of a first report, and comes only once.
  const each = `   1 full trial ${trial.state === "complete" ? "≈" : "at most about"} ${spanText(whole)}`
  if (wall !== undefined) {
    const left = Math.max(0, wall - wallSpent(ledger, now, () => true))
    return `${each} → about ${Math.max(1, Math.floor((left * slots) / Math.max(1, whole)))} full trials in ${spanText(left)}`
  }
  return trials === undefined ? each : `${each} → at most about ${spanText((whole * trials) / slots)} for ${trials} trials`
}

function wholeTrial({ definition }: Ledger, trial: Trial, now: number): number | undefined {
  const took = now - trial.startedAt!
  if (trial.state === "complete") return took
  const step = trial.curve.steps.at(-1)
  return definition.fidelity === undefined || step === undefined || step < 1 ? undefined : (took * definition.fidelity.max) / step
}

/** Below ten seconds with a tenth: `0.4 s`, `41 s`, `18 min`. */
const spanText = (ms: number): string => (ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : agoText(ms))
