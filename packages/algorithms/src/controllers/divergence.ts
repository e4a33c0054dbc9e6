/**
 * Takes a trial whose loss has run away back to what it had saved before, with a lower value, as a rule of the learning rate. Works for
 * any script: one that saves nothing begins again. What is not a finite number is acted on at once, since a second one ends the trial.
 */
import type { Decision, RunningTrial } from "@diapason/core"
import type { Changes, Controller, Listens } from "./controller.ts"
import { figure } from "./figure.ts"
import { moved } from "./moved.ts"
import { rested } from "./pace.ts"
import { seriesOf, type Series } from "./series.ts"
import { spikeAt } from "./spike.ts"

interface DivergenceOptions extends Omit<Changes, "apply">, Listens {
  /** What the value is multiplied with, in (0, 1). */
  readonly factor?: number
  /** How often a trial is taken back; when it runs away once more it is stopped. At least 1. */
  readonly rollbacks?: number
}

export const divergence = ({ factor = 0.5, rollbacks = 3, ...on }: DivergenceOptions): Controller => ({
  id: "divergence/1",
  reads: on.metric === undefined ? [] : [on.metric],
  decide(trial, problem, ledger) {
    const series = seriesOf(trial, problem, ledger, on)
    const left = leftAt(trial, series)
    if (left === undefined) return undefined
    const why = `divergence: ${left.how}`
    const past = trial.updates.filter(({ apply }) => apply === "restart").length
    if (past >= rollbacks) return stop(`${why}; the trial was taken back ${past} times already`)
    const from = savedBefore(trial, left.step)
    const change = moved(trial, ledger, on, (now) => now * factor, why)
    if (change === undefined) return stop(`${why}; ${on.param} cannot be lowered further`)
    const where = from === 0 ? "from the beginning" : `back to step ${from}`
    return { ...change, apply: "restart", from, why: `${change.why}, ${where}` }
  },
})

const stop = (why: string): Decision => ({ action: "stop", why })

/** Since which step the loss is off its course, and in which words. */
function leftAt(trial: RunningTrial, { name, steps, values, losses }: Series): { readonly step: number; readonly how: string } | undefined {
  const last = losses.length - 1
  if (last >= 0 && !Number.isFinite(losses[last]) && steps[last] === trial.curve.steps.at(-1)) {
    const first = losses.findLastIndex(Number.isFinite) + 1
    return { step: steps[first]!, how: `${name} became ${Number.isNaN(values[first]) ? "nan" : "infinite"} at step ${steps[first]!}` }
  }
  const at = rested(trial) ? spikeAt(losses) : undefined
  if (at === undefined) return undefined
  const how = `${name} jumped to ${figure(values[at]!)} at step ${steps[at]!}, more than six deviations off its course, and did not come back in ${last - at} reports`
  return { step: steps[at]!, how }
}

/** The step of the last state that was saved before a step; 0 for from nothing. */
const savedBefore = ({ checkpoints, parent }: RunningTrial, step: number): number =>
  checkpoints.findLast((saved) => saved.step < step)?.step ?? parent?.step ?? 0
