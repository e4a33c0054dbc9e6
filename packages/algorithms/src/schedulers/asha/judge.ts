import { lastStep, type Decision, type RunningTrial, type SchedulerProblem } from "@diapason/core"
import { figure } from "../judged.ts"
import { placeOf } from "../rungs/standing.ts"
import type { Rungs } from "../rungs/rungs.ts"

type Judgement = Extract<Decision, { action: "continue" | "stop" | "pause" }>

/** Stops a trial that is not among the best one in eta of a rung at the report with which it gets there; the first to come there goes on. */
export function judge(rungs: Rungs, { number, curve }: RunningTrial, eta: number, problem: SchedulerProblem): Judgement {
  const { steps } = rungs
  const before = curve.steps.at(-2) ?? -Infinity
  const reached = steps.filter((step) => step > before && step <= curve.steps.at(-1)!).length
  const losses = rungs.reached(number)
  const top = losses.length - 1
  if (reached === 0 || top < 0) return onTheWay(rungs, curve.steps.at(-1)!)
  for (let k = losses.length - reached; k <= top; k++) {
    const place = placeAt(rungs, k, number)
    if (place >= atLeastOne(rungs, k, eta)) return { action: "stop", why: standing(rungs, k, number, atLeastOne(rungs, k, eta), problem) }
  }
  return { action: "continue", why: standing(rungs, top, number, atLeastOne(rungs, top, eta), problem) }
}

/** Pauses a trial that has come to the rung it was to run to. */
export function pauseAt(
  rungs: Rungs,
  { number, curve, fidelity = Infinity }: RunningTrial,
  eta: number,
  problem: SchedulerProblem,
): Judgement {
  const step = lastStep(curve) ?? 0
  if (step < fidelity) return { action: "continue", why: `it runs to step ${fidelity}` }
  const k = rungs.reached(number).length - 1
  if (k < 0) return { action: "pause", why: `it has come to step ${step}, and stands at no rung` }
  const count = rungs.standings[k]!.length + rungs.away[k]!.size
  const quota = Math.floor(count / eta)
  if (quota === 0) {
    const missing = Math.ceil(eta) - count
    return {
      action: "pause",
      why: `${rank(rungs, k, number)}; one goes on when ${missing} more ${missing === 1 ? "has" : "have"} come there`,
    }
  }
  return { action: "pause", why: standing(rungs, k, number, Math.max(1, quota - rungs.away[k]!.size), problem) }
}

function onTheWay({ steps }: Rungs, step: number): Judgement {
  const next = steps.find((rung) => rung > step)
  return { action: "continue", why: next === undefined ? "it has passed the last rung" : `the next rung is at step ${next}` }
}

const atLeastOne = ({ standings }: Rungs, k: number, eta: number): number => Math.max(1, Math.floor(standings[k]!.length / eta))

const placeAt = (rungs: Rungs, k: number, number: number): number =>
  placeOf(rungs.standings[k]!, { number, loss: rungs.reached(number)[k]! })

/** `rank 8 of 12 at rung 3; the cut is 0.655`. */
const standing = (rungs: Rungs, k: number, number: number, quota: number, problem: SchedulerProblem): string =>
  `${rank(rungs, k, number)}; the cut is ${figure(problem, rungs.standings[k]![quota - 1]!.loss)}`

const rank = (rungs: Rungs, k: number, number: number): string =>
  `rank ${placeAt(rungs, k, number) + 1} of ${rungs.standings[k]!.length} at rung ${rungs.steps[k]}`
