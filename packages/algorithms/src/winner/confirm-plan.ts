/**
 * How a budget of fresh runs is spent on the finalists: a few runs of each, then in rounds where they tell most who is best, until one is
 * sure enough or the share for choosing is spent. The last runs are kept aside: they do not choose, so what they come to is not biased.
 * Everything follows from the runs that there are, so an interrupted confirmation goes on where it was.
 */
import { firstAside } from "./arms-of.ts"
import { chancesToBeBest, indistinguishable } from "./confidence.ts"
import type { Finalist, Finalists } from "./finalists.ts"
import { ocbaNext } from "./ocba.ts"
import { replicates } from "./replicates.ts"

/** The losses of a trial's runs after the search by repeat; NaN for one that failed. */
export type Runs = ReadonlyMap<number, number>

export interface PlannedRun {
  readonly trial: number
  readonly repeat: number
}

/** How it stands between the finalists. */
export interface Standing {
  readonly number: number
  /** Runs that chose, and came to a loss. */
  readonly runs: number
  /** Of those and, with half its weight, of what the search made believe; NaN where there is neither. */
  readonly mean: number
  /** The chance that it is the best of them. */
  readonly chance: number
}

export interface ConfirmPlan {
  /** What is to run next, all at once if there is room; empty at the end. */
  readonly next: readonly PlannedRun[]
  /** From the one that leads on. */
  readonly standings: readonly Standing[]
  /** Those that cannot be told from the best mean of fresh runs, however often one has looked (95 %); the best of them first. */
  readonly alike: readonly number[]
  /** Why choosing is over: one is sure enough, or the runs for it are spent; undefined while it goes on. */
  readonly settled?: "sure" | "spent"
}

interface Wish {
  readonly finalists: Finalists
  readonly runsOf: (trial: number) => Runs
  /** Runs in all, those that there are included. */
  readonly budget: number
  /** The chance at which choosing ends, 0..1. */
  readonly sure: number
}

/** The default budget of a study of so many trials: a tenth of them, at least ten runs. */
export const usualBudget = (trials: number): number => Math.max(10, Math.ceil(trials / 10))

/** How many runs of a budget are kept aside: a sixth, at least three. */
export const asideOf = (budget: number): number => Math.max(3, Math.floor(budget / 6))

export function confirmPlan({ finalists, runsOf, budget, sure }: Wish): ConfirmPlan {
  const choosing = Math.max(0, budget - asideOf(budget))
  // Two runs of each at least, or nothing could be told of their noise.
  const all = finalists.all.slice(0, Math.max(2, Math.floor(choosing / 2)))
  const runs = all.map(({ number }) => new Map([...runsOf(number)].filter(([repeat]) => repeat < firstAside)))
  const usable = runs.map((of) => new Map([...of].filter(([, loss]) => Number.isFinite(loss))))
  const standings = standingsOf(all, runs, usable, finalists.noise)
  const leader = standings[0]!
  const alike = indistinguishable(usable).map((i) => all[i]!.number)
  const spent = runs.reduce((sum, of) => sum + of.size, 0)
  const start = Math.max(1, Math.min(3, Math.floor(choosing / all.length)))
  const missing = all.flatMap(({ number }, i) => unused(number, runs[i]!, 1, start - runs[i]!.size))
  const settled = all.length === 1 || (missing.length === 0 && leader.chance >= sure) ? "sure" : spent >= choosing ? "spent" : undefined
  if (settled !== undefined) return { next: aside(leader.number, runsOf(leader.number), budget), standings, alike, settled }
  if (missing.length > 0) return { next: missing.slice(0, choosing - spent), standings, alike }
  return { next: round(all, usable, runs, Math.min(all.length, choosing - spent)), standings, alike }
}

/** The runs kept aside that the leader still lacks. */
function aside(number: number, runs: Runs, budget: number): readonly PlannedRun[] {
  const there = new Map([...runs].filter(([repeat]) => repeat >= firstAside))
  return unused(number, there, firstAside, asideOf(budget) - there.size)
}

function round(all: readonly Finalist[], usable: readonly Runs[], runs: readonly Runs[], count: number): readonly PlannedRun[] {
  const moments = replicates(all.map(({ number }, i) => ({ number, losses: [...usable[i]!.values()] })))
  const contenders = moments.map(({ mean, sd }, i) => {
    // Where all runs of a finalist failed it has no mean, and is run no more.
    const known = usable[i]!.size > 0
    return { mean: known ? mean : Infinity, sd: known && sd > 0 ? sd : 0, runs: runs[i]!.size }
  })
  const given = ocbaNext(contenders, count)
  return all.flatMap(({ number }, i) => unused(number, runs[i]!, 1, given.filter((which) => which === i).length))
}

/** The first repeats from `from` on that have not been run. */
function unused(trial: number, runs: Runs, from: number, count: number): readonly PlannedRun[] {
  const found: PlannedRun[] = []
  for (let repeat = from; found.length < count; repeat++) if (!runs.has(repeat)) found.push({ trial, repeat })
  return found
}

/** Beliefs from the runs, with half the weight of what the search made believe, and the chances that follow. */
function standingsOf(all: readonly Finalist[], attempted: readonly Runs[], usable: readonly Runs[], noise: number): readonly Standing[] {
  const moments = replicates(all.map(({ number }, i) => ({ number, losses: [...usable[i]!.values()] })))
  const beliefs = all.map(({ searched }, i) => {
    const { mean, sd, runs } = moments[i]!
    const fresh = Number.isFinite(sd) ? sd : noise
    const [ofSearch, ofRuns] = [precision(searched.error, 2), precision(fresh, 1 / Math.max(1, runs))]
    if (runs === 0) return { mean: searched.mean, error: searched.error * Math.SQRT2 }
    if (ofRuns === Infinity) return { mean, error: 0 }
    if (ofSearch === 0 || ofSearch === Infinity) return { mean, error: 1 / Math.sqrt(ofRuns) }
    return { mean: (ofSearch * searched.mean + ofRuns * mean) / (ofSearch + ofRuns), error: 1 / Math.sqrt(ofSearch + ofRuns) }
  })
  // Who was run and never came to a result has no chance.
  const alive = beliefs.flatMap((_, i) => (usable[i]!.size > 0 || attempted[i]!.size === 0 ? [i] : []))
  const known = alive.every((i) => Number.isFinite(beliefs[i]!.error))
  const among = known ? chancesToBeBest(alive.map((i) => beliefs[i]!)) : alive.map(() => 1 / alive.length)
  const chances = beliefs.map((_, i) => (alive.includes(i) ? among[alive.indexOf(i)]! : 0))
  return all
    .map(({ number }, i) => ({ number, runs: usable[i]!.size, mean: beliefs[i]!.mean, chance: chances[i]! }))
    .sort((a, b) => b.chance - a.chance || a.mean - b.mean || a.number - b.number)
}

/** 1 / (factor · sd²); 0 where the deviation is not known. */
const precision = (sd: number, factor: number): number => (Number.isFinite(sd) ? 1 / (factor * sd * sd) : 0)
