import type { Judged } from "./judged.ts"

/** A value with the interval that holds the true one, the mean over endlessly many runs, with a chance of 90 %. In the metric's own direction. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** The winner of a study with one objective. */
export interface OneWinner {
  readonly kind: "one"
  readonly metric: string
  /** The best value seen, and the trial that it was seen in. */
  readonly raw: { readonly trial: number; readonly value: number }
  /** The trial to stake one's name on. */
  readonly recommended: number
  /** Of the recommended one; without the interval where nothing tells how noisy a run is. */
  readonly shrunken: { readonly value: number; readonly by: Judged["by"] } & Partial<Omit<Estimate, "value">>
  /** Of the recommended one, by runs after the search alone. `aside`: by runs that did not help to choose it, so that it is not biased. */
  readonly fresh?: Estimate & { readonly runs: number; readonly aside: boolean }
  /** By how much the best of so many equally good trials is too good on average; 0 without noise, absent where that is not known. */
  readonly optimism?: number
  /** Numbers of the trials that may be the best as well, the recommended one first. */
  readonly alike: readonly number[]
  readonly sentence: string
  readonly advice: string
}
