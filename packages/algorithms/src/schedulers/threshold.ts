/**
 * Stops a trial whose metric leaves the bounds that a person set: a loss that has exploded, an accuracy below chance. It compares with no
 * other trial, so that it acts from the first one on; it knows nothing that the person does not. A report costs one comparison.
 */
import { fault, lastStep, type Decision, type Scheduler, type SchedulerProblem } from "@diapason/core"
import { inFull } from "./in-full.ts"
import { lossAt, turn } from "./judged.ts"

export interface ThresholdOptions {
  /** Bounds of the metric as it is reported, both allowed; without one nothing is stopped on that side. */
  readonly lower?: number
  readonly upper?: number
  /** Up to this step nothing is stopped; 0. */
  readonly warmup?: number
}

/** Throws D322 when no number lies between the bounds. */
export function threshold({ lower = -Infinity, upper = Infinity, warmup = 0 }: ThresholdOptions = {}): Scheduler<SchedulerProblem> {
  if (!(lower <= upper)) {
    const expected = `a number of at most upper, which is ${upper},`
    throw fault("D322", { algorithm: "threshold", setting: "lower", value: String(lower), expected, known: ["lower", "upper", "warmup"] })
  }
  const bounded = lower > -Infinity || upper < Infinity
  return {
    id: "threshold/1",
    init: (problem) => problem,
    observe: (problem) => problem,
    next: ({ fidelity }) => inFull(fidelity),
    decide(problem, { curve }) {
      const { metric, fidelity } = problem
      const step = lastStep(curve) ?? 0
      const loss = lossAt(problem, curve, curve.steps.length - 1)
      if (!bounded) return goesOn("no bound was set: give lower or upper")
      if (fidelity !== undefined && step >= fidelity.max) return goesOn(`step ${step} is the last one`)
      if (step <= warmup) return goesOn(`nothing is stopped up to step ${warmup}`)
      if (loss === undefined) return goesOn(`${metric} was not reported at step ${step}`)
      const value = turn(problem) * loss
      const where = `${metric} is ${value} at step ${step}`
      if (value < lower) return { action: "stop", why: `${where}, below ${lower}` }
      if (value > upper) return { action: "stop", why: `${where}, above ${upper}` }
      if (Number.isNaN(value)) return { action: "stop", why: `${where}, which is within no bounds` }
      return goesOn(`${where}, within its bounds`)
    },
  }
}

const goesOn = (why: string): Decision => ({ action: "continue", why })
