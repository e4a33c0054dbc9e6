/**
 * Stops a trial that loses to the best one on the folds, instances or seeds that both have been through, by a signed-rank test of the
 * paired differences (Wilcoxon 1945): pairs cancel what makes one fold harder than another, and ranks what a single one would spoil. For
 * trials whose steps are such repetitions, in the same order; not for curves, whose steps depend on each other. A report costs the pairs
 * and some 20 µs.
 */
import { lastStep, type Curve, type Decision, type Scheduler, type SchedulerProblem } from "@diapason/core"
import { signedRankGreater } from "@diapason/math"
import { incumbentOf, orBetter, type Incumbent } from "./incumbent.ts"
import { inFull } from "./in-full.ts"
import { lossAt, short } from "./judged.ts"

export interface WilcoxonOptions {
  /** A trial that is no worse than the best is stopped at one look with at most this chance; 0.1. */
  readonly level?: number
  /** Pairs below which nothing is stopped, at least 2, the default. */
  readonly pairs?: number
  /** How many folds there are in all. Looking after each of them adds up the chances: where this is given, the level is divided by ⌈log₂ folds⌉. */
  readonly folds?: number
}

export const wilcoxon = ({ level = 0.1, pairs = 2, folds = 2 }: WilcoxonOptions = {}): Scheduler<WilcoxonState> => ({
  id: "wilcoxon/1",
  init: (problem, ledger) => ({ problem, best: incumbentOf(problem, ledger) }),
  observe(state, event, ledger) {
    switch (event.kind) {
      case "trial.finished":
      case "trial.added":
        state.best = orBetter(state.problem, state.best, ledger, event.trial)
        return state
      case "trial.excluded":
      case "trial.included":
        state.best = incumbentOf(state.problem, ledger)
        return state
      default:
        return state
    }
  },
  next: ({ problem }) => inFull(problem.fidelity),
  decide({ problem, best }, { curve }, ledger) {
    const step = lastStep(curve) ?? 0
    if (problem.fidelity !== undefined && step >= problem.fidelity.max) return goesOn(`step ${step} is the last one`)
    if (best === undefined) return goesOn("no complete trial to be compared with")
    const differences = paired(problem, curve, ledger.trials[best.number]!.curve)
    const against = `against the best, trial ${best.number}`
    if (differences.length < pairs) return goesOn(`${differences.length} of the ${pairs} pairs that are needed ${against}`)
    return judge(differences, against, level / halvings(folds))
  },
})

interface WilcoxonState {
  readonly problem: SchedulerProblem
  best: Incumbent | undefined
}

function judge(differences: readonly number[], against: string, level: number): Decision {
  const mean = differences.reduce((sum, d) => sum + d / differences.length, 0)
  const where = `${against}, at ${differences.length} common steps`
  if (!(mean > 0)) return goesOn(`no worse on average ${where}`)
  const { p } = signedRankGreater(differences)
  const why = `worse by ${short(mean)} on average ${where}: p = ${short(p)}, the level is ${short(level)}`
  return { action: p < level ? "stop" : "continue", why }
}

/** Loss here minus loss there at the steps where both are finite. */
function paired(problem: SchedulerProblem, here: Curve, there: Curve): readonly number[] {
  const differences: number[] = []
  for (let i = 0, j = 0; i < here.steps.length && j < there.steps.length;) {
    if (here.steps[i]! < there.steps[j]!) i++
    else if (here.steps[i]! > there.steps[j]!) j++
    else {
      const d = (lossAt(problem, here, i++) ?? NaN) - (lossAt(problem, there, j++) ?? NaN)
      if (Number.isFinite(d)) differences.push(d)
    }
  }
  return differences
}

/** ⌈log₂ n⌉ for n ≥ 2. */
const halvings = (n: number): number => 32 - Math.clz32(n - 1)

const goesOn = (why: string): Decision => ({ action: "continue", why })
