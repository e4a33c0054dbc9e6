/**
 * When a run has nothing left to gain: Hansen 2016, appendix B.3, without the tests that read how much losses differ, so that a strictly
 * increasing map of them changes nothing.
 */
import { compareQuality, type Quality } from "../quality-order.ts"
import type { Gaussian } from "./gaussian.ts"

/** What is remembered of a generation. */
export interface Progress {
  readonly best: Quality
  readonly median: Quality
  readonly worst: Quality
}

/** How many generations the tests look back. */
export const remembered = (d: number, population: number): number => 120 + Math.ceil((30 * d) / population)

/** The reason, in words; undefined while the run goes on. `sigma` is its first step size. */
export function ended(gaussian: Gaussian, progress: readonly Progress[], population: number, sigma: number): string | undefined {
  const d = gaussian.mean.length
  const short = progress.slice(-(10 + Math.ceil((30 * d) / population)))
  if (short.length === 10 + Math.ceil((30 * d) / population) && flat(short)) return "all trials came out alike"
  if (progress.length >= remembered(d, population) && stagnant(progress)) return "no progress was left"
  return d === 0 ? undefined : collapsed(gaussian, sigma)
}

function flat(progress: readonly Progress[]): boolean {
  const { best } = progress[0]!
  return progress.every((one) => compareQuality(one.best, best) === 0 && compareQuality(one.worst, best) === 0)
}

/** The last third is no better than the first, neither by its bests nor by its medians. */
function stagnant(progress: readonly Progress[]): boolean {
  const third = Math.floor(progress.length / 3)
  const [early, late] = [progress.slice(0, third), progress.slice(-third)]
  const gained = (of: (one: Progress) => Quality): boolean => compareQuality(middle(late.map(of)), middle(early.map(of))) < 0
  return !gained(({ best }) => best) && !gained(({ median }) => median)
}

const middle = (all: readonly Quality[]): Quality => all.toSorted(compareQuality)[all.length >> 1]!

function collapsed({ shape, mean, sigma, covariance, axes, pC }: Gaussian, first: number): string | undefined {
  const deviation = (j: number): number => Math.sqrt(Math.max(0, shape.variance(covariance, j)))
  const { lengths } = axes
  const longest = lengths.reduce((most, x) => Math.max(most, x), 0)
  const shortest = lengths.reduce((least, x) => Math.min(least, x), Infinity)
  if (!(sigma * longest < 1e4)) return "its steps outgrew the space"
  if (longest > 1e7 * shortest) return "its steps had become too long one way and too short another"
  if (mean.every((_, j) => sigma * deviation(j) < smallest * first && sigma * Math.abs(pC[j]!) < smallest * first))
    return "it had converged"
  if (mean.some((m, j) => m === m + 0.2 * sigma * deviation(j))) return "it had converged"
  return undefined
}

/** Steps this much smaller than the first settle nothing. Hansen has 1e-12, beside a test on losses that stops at about this. */
const smallest = 1e-7
