/**
 * Lowers a parameter, as a rule the learning rate, while the loss stands still; at the third standstill the trial has converged and ends
 * with what it has reached. Good for long runs without a schedule of their own; where the script follows a schedule, leave the rate to it.
 */
import { reportAt, type RunningTrial } from "@diapason/core"
import type { Changes, Controller, Listens } from "./controller.ts"
import { figure } from "./figure.ts"
import { moved } from "./moved.ts"
import { after, lastChange, rested } from "./pace.ts"
import { seriesOf } from "./series.ts"
import { standstill } from "./standstill.ts"

interface PlateauOptions extends Changes, Listens {
  /** What the value is multiplied with, in (0, 1). */
  readonly factor?: number
  /** Reports without improvement, at least 1. */
  readonly patience?: number
  /** The part of its best by which the smoothed loss must fall to have improved, in (0, 1). */
  readonly tolerance?: number
  /** Standstills that are answered by a lower value; the next one ends the trial. At least 1. */
  readonly cuts?: number
}

export const plateau = ({ factor = 0.3, patience = 10, tolerance = 1e-3, cuts = 2, ...on }: PlateauOptions): Controller => ({
  id: "plateau/1",
  reads: on.metric === undefined ? [] : [on.metric],
  decide(trial, problem, ledger) {
    const { name, steps, losses, sign } = seriesOf(trial, problem, ledger, on)
    const { best, idle } = standstill(losses, tolerance)
    if (idle < patience || after(steps, lastChange(trial, on.param)).length < patience || !rested(trial)) return undefined
    const why = `plateau: ${name} has not improved by ${figure(100 * tolerance)} % in ${idle} reports, its smoothed best is ${figure(sign * best)}`
    if (cutsOf(trial, on.param) < cuts) return moved(trial, ledger, on, (now) => now * factor, why)
    const result = reportAt(trial.curve, trial.curve.steps.length - 1)
    return { action: "stop", why: `${why}; it stood still ${cuts} times before, so it has converged`, result }
  },
})

/** How often the value was lowered without going back. */
const cutsOf = ({ updates }: RunningTrial, param: string): number =>
  updates.filter(({ config, apply, state }) => state === "applied" && apply !== "restart" && config[param] !== undefined).length
