/** What ten seeds say: means and differences, each with an interval of 95 % over seeds. */
import { mean, standardError } from "../statistics/mean.ts"
import type { Played } from "./contest.ts"

/** A mean and how far it may be off to either side; NaN of fewer than two. */
export interface Interval {
  readonly mean: number
  readonly half: number
}

/** By Student's t. */
export const interval = (values: readonly number[]): Interval => ({
  mean: mean(values),
  half: standardError(values) * studentQuantile(values.length - 1),
})

/** Of one contestant on one task, accuracies in percent. */
export interface Figures {
  readonly contestant: string
  readonly validation: Interval
  readonly test: Interval
  /** The population's test accuracy less this one's, seed by seed. */
  readonly behind: Interval
  /** The mean over seeds. */
  readonly epochs: number
  /** How many values its winners were trained by one after another, the mean over seeds. */
  readonly pieces: number
}

/** In the order in which they were played; each must have played every seed that the population has. */
export function figuresOf(all: readonly Played[], task: string): readonly Figures[] {
  const played = all.filter((one) => one.task === task)
  const population = played.filter(({ contestant }) => contestant === "pbt")
  return [...new Set(played.map(({ contestant }) => contestant))].map((contestant) => {
    const own = played.filter((one) => one.contestant === contestant)
    const differences = population.map(({ seed, test }) => test - own.find((one) => one.seed === seed)!.test)
    return {
      contestant,
      validation: interval(own.map(({ validation }) => 100 * validation)),
      test: interval(own.map(({ test }) => 100 * test)),
      behind: interval(differences.map((difference) => 100 * difference)),
      epochs: mean(own.map(({ epochs }) => epochs)),
      pieces: mean(own.map(({ schedule }) => schedule.length)),
    }
  })
}

/** What is asked of the population on a task, and whether these figures hold it. */
export interface Claim {
  readonly text: string
  readonly holds: boolean
}

/** On a task with a long schedule it must be above the others, elsewhere not below; a replay must not differ from it by more than noise. */
export function claimsOf(figures: readonly Figures[], { name, long }: { readonly name: string; readonly long: boolean }): readonly Claim[] {
  const rivals = figures.filter(({ contestant }) => contestant === "random" || contestant === "tpe")
  return [
    ...rivals.map(({ contestant, behind }) => claim(`${name}: not worse than ${contestant}`, behind, behind.mean + behind.half >= 0)),
    ...rivals.flatMap(({ contestant, behind }) =>
      long ? [claim(`${name}: above ${contestant}`, behind, behind.mean - behind.half > 0)] : [],
    ),
    ...figures
      .filter(({ contestant }) => contestant === "replay")
      .map(({ behind }) => claim(`${name}: the replayed schedule reaches it again`, behind, behind.mean - behind.half <= 0)),
  ]
}

const claim = (text: string, { mean: by, half }: Interval, holds: boolean): Claim => ({
  text: `${text} (population less the other ${signed(by)} ± ${half.toFixed(2)})`,
  holds,
})

/** In points, with its sign. */
export const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`

/** Of 97.5 %, to three digits; from 30 degrees of freedom on by the first two terms of its expansion in 1/n about the normal's. */
function studentQuantile(freedom: number): number {
  if (freedom < 1) return NaN
  return quantiles[freedom - 1] ?? 1.96 + 2.372 / freedom
}

const quantiles = [
  12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
  2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045,
]
