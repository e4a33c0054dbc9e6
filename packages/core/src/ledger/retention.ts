import { reportAt } from "./curve.ts"
import type { SavedState } from "./in-force.ts"
import type { Ledger } from "./ledger.ts"
import { hasEnded, type CompleteTrial, type Trial } from "./trial.ts"

/** What shall be kept beside what some trial may go on from. */
export interface KeepRules {
  /** The last states of so many of the best trials, from 0; by default those of the front, which is the incumbent for one objective. */
  readonly best?: number
  /** Bytes that may be kept. What may be removed is then removed only as far as that needs, the oldest first. */
  readonly quota?: number
}

/** A saved state with the reason to keep or to remove it. */
export interface Judged extends SavedState {
  readonly why: string
}

export interface Retention {
  /** What may go, the oldest first: of trials that ended, by their ends; then of those that may still run, by steps. */
  readonly remove: readonly Judged[]
  readonly keep: readonly Judged[]
  /** Bytes that stay over the quota, although all that may go is gone. */
  readonly over: number
}

/**
 * Which saved states nobody can need any more. Never removed is what a further attempt may go on from: of each trial that is running,
 * waiting or paused the last state, the one before it in case the last is torn, and the newest that is no later than its best report, which
 * it may be taken back to; what a child was born with, until it has saved twice itself; in a population the last two of each complete
 * member while children may be born. Two states at overlapping paths go together or not at all. `sizeOf` gives bytes, by default the announced ones.
 */
export function retention(ledger: Ledger, rules: KeepRules = {}, sizeOf: (saved: SavedState) => number = announced): Retention {
  const needs = needed(ledger, rules)
  const touched = new Set([...needs.keys()].flatMap((path) => [path, ...ancestors(path)]))
  const keep: Judged[] = []
  const free: Judged[] = []
  for (const saved of savedStates(ledger)) {
    const shared = touched.has(saved.path) || ancestors(saved.path).some((path) => needs.has(path))
    const need = needs.get(saved.path) ?? (shared ? "its path is that of a state that is needed, or lies in it, or around it" : undefined)
    if (need === undefined) free.push({ ...saved, why: whyGone(ledger.trials[saved.trial]!) })
    else keep.push({ ...saved, why: need })
  }
  free.sort((a, b) => compare(age(ledger, a), age(ledger, b)) || a.trial - b.trial || a.step - b.step)
  const { quota } = rules
  if (quota === undefined) return { remove: free, keep, over: 0 }
  let bytes = [...keep, ...free].reduce((sum, saved) => sum + sizeOf(saved), 0)
  const remove: Judged[] = []
  for (const saved of free) {
    if (bytes > quota) {
      bytes -= sizeOf(saved)
      remove.push(saved)
    } else keep.push({ ...saved, why: "there is room for it" })
  }
  return { remove, keep, over: Math.max(0, bytes - quota) }
}

const announced = ({ bytes = 0 }: SavedState): number => bytes

/** Each path once, as the newest state that lies there. */
function savedStates({ trials }: Ledger): readonly SavedState[] {
  const found = new Map<string, SavedState>()
  for (const { number, checkpoints } of trials) for (const saved of checkpoints) found.set(saved.path, { trial: number, ...saved })
  return [...found.values()]
}

/** Why a path must stay. The first reason is the one that is told. */
function needed(ledger: Ledger, { best }: KeepRules): ReadonlyMap<string, string> {
  const needs = new Map<string, string>()
  const need = (path: string | undefined, why: string): void => {
    if (path !== undefined && !needs.has(path)) needs.set(path, why)
  }
  const lastTwo = ({ checkpoints }: Trial, last: string): void => {
    need(checkpoints.at(-1)?.path, last)
    need(checkpoints.at(-2)?.path, "it is the one before the last, should that be torn")
  }
  for (const trial of ledger.trials.filter((one) => !hasEnded(one))) {
    const { number, state, checkpoints, parent } = trial
    lastTwo(trial, `trial ${number} is ${state} and would go on from it`)
    need(savedByBest(ledger, trial), `trial ${number} may be taken back to it, where it was best`)
    if (parent?.gone !== true && checkpoints.length < 2)
      need(parent?.path, `trial ${number} was born with it and has saved ${checkpoints.length === 0 ? "nothing" : "only once"} since`)
  }
  if (mayBearChildren(ledger)) {
    for (const trial of ledger.trials.filter(({ state }) => state === "complete"))
      lastTwo(trial, `a child of trial ${trial.number} may be born with it`)
  }
  for (const number of bestTrials(ledger, best)) need(ledger.trials[number]!.checkpoints.at(-1)?.path, `trial ${number} is among the best`)
  return needs
}

/** The path of the newest state that was saved no later than the best report. */
function savedByBest({ rules }: Ledger, { curve, checkpoints }: Trial): string | undefined {
  const losses = curve.steps.map((_, i) => rules.loss(reportAt(curve, i)))
  const least = losses.filter((loss) => !Number.isNaN(loss)).reduce((a, b) => Math.min(a, b), Infinity)
  const step = curve.steps[losses.indexOf(least)]
  return step === undefined ? undefined : checkpoints.findLast((saved) => saved.step <= step)?.path
}

/** Whether a trial that is complete may become a parent: where populations evolve, while there are trials to be born. */
function mayBearChildren({ definition: { scheduler }, budget, trials, added, ended }: Ledger): boolean {
  const left = (budget.trials ?? Infinity) - (trials.length - added)
  return ["pbt", "pb2"].includes(scheduler.type) && left > 0 && ended === undefined
}

/** Feasible complete trials from the best on. */
function bestTrials({ trials, rules, front, finished }: Ledger, count: number | undefined): readonly number[] {
  if (count === undefined) return front
  const usable = finished.map((n) => trials[n]!).filter((trial): trial is CompleteTrial => trial.state === "complete")
  return usable
    .filter(({ excluded, values, config }) => excluded === undefined && rules.violations(values, config).every((v) => v <= 0))
    .map(({ number, values }) => ({ number, loss: rules.loss(values) }))
    .filter(({ loss }) => Number.isFinite(loss))
    .sort((a, b) => a.loss - b.loss || a.number - b.number)
    .slice(0, count)
    .map(({ number }) => number)
}

const whyGone = ({ number, state }: Trial): string =>
  state === "running" || state === "waiting" || state === "paused"
    ? `trial ${number} has saved newer ones`
    : `trial ${number} is ${state}, and it is not among the best`

function age({ trials }: Ledger, { trial }: SavedState): number {
  const one = trials[trial]!
  return hasEnded(one) ? one.endedAt : Infinity
}

/** The folders that a path lies in, by either separator. */
const ancestors = (path: string): readonly string[] => [...path.matchAll(/[/\\]/g)].map(({ index }) => path.slice(0, index))

/** Infinities are equal to each other. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)
