/**
 * Stops a trial that has passed its best: whose last reports are all worse than what it had before them. It compares with no other trial, so
 * it saves the tail of each curve and is no judge of a bad trial that still improves. Around another rule it holds that rule back: only a
 * trial that has passed its best is judged. A report costs a glance at the last `patience` reports; memory 16 bytes a report of
 * running trials.
 */
import { lastStep, type Decision, type RunningTrial, type Scheduler, type SchedulerProblem } from "@diapason/core"
import { follow, type Followed } from "./follow.ts"
import { inFull } from "./in-full.ts"
import { figure } from "./judged.ts"

export interface PatienceOptions {
  /** Reports that may be worse than the best before them; the next one ends the trial. 5. */
  readonly patience?: number
  /** How much worse than that best they may be, in the metric's units, and still not count; 0. */
  readonly tolerance?: number
}

/** `rule` is asked about a trial whose patience is over, and must be one that runs every trial to its last step; without it the trial is stopped. */
export const patience = ({ patience: forgiven = 5, tolerance = 0 }: PatienceOptions = {}, rule?: Scheduler): Scheduler<PatienceState> => ({
  id: "patience/1",
  init: (problem, ledger) => ({ problem, gains: follow(problem, begun, grown), inner: rule?.init(problem, ledger) }),
  observe(state, event, ledger) {
    state.gains.observe(event)
    if (rule !== undefined) state.inner = rule.observe(state.inner, event, ledger)
    return state
  },
  next: ({ problem }) => inFull(problem.fidelity),
  decide(state, trial, ledger) {
    const own = judge(state, trial, forgiven, tolerance)
    if (own.action === "continue" || rule === undefined) return own
    const decision = rule.decide(state.inner, trial, ledger)
    return { ...decision, why: `${decision.why}; ${own.why}` }
  },
})

interface PatienceState {
  readonly problem: SchedulerProblem
  readonly gains: Followed<Gains>
  inner: unknown
}

/** Of each report that carries the metric: its loss, and the least loss up to it. */
interface Gains {
  readonly losses: number[]
  readonly least: number[]
}

const begun = (): Gains => ({ losses: [], least: [] })

/** A loss that is no number is as bad as can be. */
function grown(gains: Gains, _: number, loss: number): Gains {
  const y = Number.isNaN(loss) ? Infinity : loss
  gains.losses.push(y)
  gains.least.push(Math.min(y, gains.least.at(-1) ?? Infinity))
  return gains
}

function judge({ problem, gains }: PatienceState, trial: RunningTrial, forgiven: number, tolerance: number): Decision {
  const step = lastStep(trial.curve) ?? 0
  if (problem.fidelity !== undefined && step >= problem.fidelity.max) return goesOn(`step ${step} is the last one`)
  const { losses, least } = gains.of(trial)
  const reports = losses.length
  if (reports <= forgiven + 1) return goesOn(`${reports} of the more than ${forgiven + 1} reports that are needed`)
  const before = least[reports - forgiven - 2]!
  const since = losses.slice(reports - forgiven - 1).reduce((a, b) => Math.min(a, b))
  const figures = `the best of the last ${forgiven + 1} reports is ${figure(problem, since)}, of those before ${figure(problem, before)}`
  return before + tolerance < since ? { action: "stop", why: figures } : goesOn(figures)
}

const goesOn = (why: string): Decision => ({ action: "continue", why })
