/** What the fronts are worth: hypervolumes by seed, and what a paired test says of their differences. */
import { dominates, hypervolume } from "@diapason/math"
import { interval, type Interval } from "../population/figures.ts"
import { signedRank } from "../statistics/signed-rank.ts"
import { depths, widths, type Played } from "./contest.ts"
import { parametersOf, type Layer } from "./dense-chain.ts"
import type { Trained } from "./training.ts"

/** Of one contestant against random search. */
export interface Figures {
  readonly contestant: string
  /** The mean over seeds, with 95 %. */
  readonly validation: Interval
  /** Of the same networks on digits that no study saw. */
  readonly test: Interval
  readonly trials: number
  /** Its hypervolume on validation less random search's, seed by seed. */
  readonly above: Interval
  readonly wins: number
  /** Two-sided, of the signed-rank test over seeds. */
  readonly p: number
  /** Of random search's front the share that one of its networks is better than in both, or in one and equal in the other. */
  readonly dominated: number
}

export function figuresOf(all: readonly Played[]): readonly Figures[] {
  const random = all.filter(({ contestant }) => contestant === "random")
  return [...new Set(all.map(({ contestant }) => contestant))].map((contestant) => {
    const own = random.map(({ seed }) => all.find((one) => one.contestant === contestant && one.seed === seed)!)
    const volumes = own.map(({ trials }) => volumeOf(trials, "validation"))
    const above = volumes.map((volume, i) => volume - volumeOf(random[i]!.trials, "validation"))
    return {
      contestant,
      validation: interval(volumes),
      test: interval(own.map(({ trials }) => volumeOf(trials, "test"))),
      trials: own.reduce((sum, { trials }) => sum + trials.length, 0) / own.length,
      above: interval(above),
      wins: above.filter((difference) => difference > 0).length,
      p: signedRank(above).p,
      dominated: own.reduce((sum, { trials }, i) => sum + dominatedShare(frontOf(random[i]!.trials), trials), 0) / own.length,
    }
  })
}

/** The networks that no other one beats in validation error and size. */
export const frontOf = (trials: readonly Trained[]): readonly Trained[] =>
  trials.filter((one) => !trials.some((other) => dominates(point(other, "validation"), point(one, "validation"))))

/**
 * The share of the plane of error and size that the front dominates: errors up to those of guessing (0.9), sizes on a logarithmic scale
 * between the smallest and the largest network of the space. Chosen by validation, also where the test error is what counts.
 */
export const volumeOf = (trials: readonly Trained[], by: "validation" | "test"): number =>
  hypervolume(frontOf(trials).map((one) => point(one, by)), [1, 1]) // prettier-ignore

const point = (one: Trained, by: "validation" | "test"): readonly number[] => [
  one[by] / guessing,
  Math.log(one.parameters / smallest) / Math.log(largest / smallest),
]

const dominatedShare = (front: readonly Trained[], by: readonly Trained[]): number =>
  front.filter((one) => by.some((other) => dominates(point(other, "validation"), point(one, "validation")))).length / front.length

const guessing = 0.9
const layers = (depth: number, width: number, skip: boolean): readonly Layer[] =>
  Array.from({ length: depth }, () => ({ width, activation: "relu", skip }))
const smallest = parametersOf(layers(depths.least, widths.least, false))
const largest = parametersOf(layers(depths.most, widths.most, true))
