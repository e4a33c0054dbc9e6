/** In which order DEHB tries what: the place of a trial among those proposed decides its step, and its slot in that step's population. */
import type { Bracket } from "../brackets/plan.ts"

export interface Sequence {
  /** The steps that have a population, rising; the last one is the end of a trial. */
  readonly steps: readonly number[]
  /** How many slots the population of each step has: as many as the largest round there. */
  readonly sizes: readonly number[]
  /** Trials of the first pass over the brackets, which are halved as they stand; those after it are bred. */
  readonly first: number
  /** Where a place after the first pass belongs. `level` is an index of `steps`. */
  bred(place: number): { readonly level: number; readonly slot: number }
}

export function sequenceOf(brackets: readonly Bracket[]): Sequence {
  const steps = [...new Set(brackets.flatMap((bracket) => bracket.map(({ step }) => step)))].sort((a, b) => a - b)
  const sizes = steps.map((step) => Math.max(...brackets.flatMap((bracket) => bracket.filter((r) => r.step === step).map((r) => r.trials))))
  const first = brackets.reduce((sum, bracket) => sum + bracket[0]!.trials, 0)
  const rounds = brackets.flat().map(({ trials, step }) => ({ trials, level: steps.indexOf(step) }))
  const pass = rounds.reduce((sum, { trials }) => sum + trials, 0)
  const each = steps.map((_, level) => rounds.filter((round) => round.level === level).reduce((sum, { trials }) => sum + trials, 0))
  return {
    steps,
    sizes,
    first,
    bred(place) {
      let left = (place - first) % pass
      const before = Math.floor((place - first) / pass)
      const seen = steps.map((_, level) => before * each[level]!)
      for (const { trials, level } of rounds) {
        // The slots of a population are tried in turn, pass after pass.
        if (left < trials) return { level, slot: (seen[level]! + left) % sizes[level]! }
        left -= trials
        seen[level]! += trials
      }
      throw new Error("a pass has as many places as its rounds have trials")
    },
  }
}
