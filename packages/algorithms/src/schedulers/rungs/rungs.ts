/**
 * Who stands where on a ladder of rungs, kept up to date event by event: a report costs O(rungs · log trials), and an insertion where it
 * reaches a rung. What it knows is a function of the ledger: of the curves as they are now, so a trial that had to begin again from
 * nothing stands nowhere until it has come up again.
 */
import type { Ledger, StudyEvent, Trial } from "@diapason/core"
import type { Judged } from "../judged.ts"
import { lossAtRung } from "./rung-loss.ts"
import { placeOf, type Standing } from "./standing.ts"

export interface Rungs {
  readonly steps: readonly number[]
  /** For each rung, who has reached it, best first. Excluded trials are not among them. */
  readonly standings: readonly (readonly Standing[])[]
  /** For each rung, trials that were promoted from it once, and had to begin again and are not back yet. */
  readonly away: readonly ReadonlySet<number>[]
  /** A trial's losses at the rungs that it has reached, lowest rung first. */
  reached(number: number): readonly number[]
}

interface GrowingRungs extends Rungs {
  readonly standings: Standing[][]
  readonly away: Set<number>[]
  readonly judged: Judged
  readonly losses: Map<number, number[]>
}

/** The rungs as they stand in a ledger. `of` says which trials climb them. */
export function rungsOf(steps: readonly number[], judged: Judged, ledger: Ledger, of: (number: number) => boolean): Rungs {
  const losses = new Map<number, number[]>()
  const rungs: GrowingRungs = {
    steps,
    standings: steps.map(() => []),
    away: steps.map(() => new Set()),
    judged,
    losses,
    reached: (number) => losses.get(number) ?? [],
  }
  for (const trial of ledger.trials) if (of(trial.number)) place(rungs, trial, 0)
  return rungs
}

/** Takes in an event that the ledger has folded, of a trial that climbs these rungs. */
export function climb(known: Rungs, event: StudyEvent, ledger: Ledger): void {
  const rungs = known as GrowingRungs
  switch (event.kind) {
    case "trial.reported": {
      const trial = ledger.trials[event.trial]
      if (trial?.state === "running" && trial.attempts === event.attempt && trial.excluded === undefined) placeFromLast(rungs, trial)
      return
    }
    case "trial.started":
    case "trial.updated":
    case "trial.added":
    case "trial.excluded":
    case "trial.included": {
      const trial = ledger.trials[event.trial]
      if (trial !== undefined) place(rungs, trial, 0)
      return
    }
    default:
      return
  }
}

/** The last report can only have moved the rungs that it is the first to reach, and those above them. */
function placeFromLast(rungs: GrowingRungs, trial: Trial): void {
  const before = trial.curve.steps.at(-2) ?? -Infinity
  let k = rungs.reached(trial.number).length
  while (k > 0 && rungs.steps[k - 1]! > before) k--
  place(rungs, trial, k)
}

function place({ steps, standings, away, judged, losses }: GrowingRungs, trial: Trial, from: number): void {
  const { number, curve, excluded, attempts, fidelity = 0 } = trial
  const before = losses.get(number) ?? []
  const now = before.slice(0, from)
  for (let k = from; k < steps.length; k++) {
    const loss = excluded === undefined ? lossAtRung(curve, steps[k]!, judged) : undefined
    const gone = loss === undefined && excluded === undefined && attempts > 1 && fidelity > steps[k]!
    if (loss === undefined && before[k] === undefined && !gone && !away[k]!.has(number)) break
    if (gone) away[k]!.add(number)
    else away[k]!.delete(number)
    if (before[k] !== undefined) remove(standings[k]!, { number, loss: before[k]! })
    if (loss === undefined) continue
    now.push(loss)
    insert(standings[k]!, { number, loss })
  }
  if (now.length === 0) losses.delete(number)
  else losses.set(number, now)
}

const remove = (sorted: Standing[], one: Standing): unknown => sorted.splice(placeOf(sorted, one), 1)
const insert = (sorted: Standing[], one: Standing): unknown => sorted.splice(placeOf(sorted, one), 0, one)
