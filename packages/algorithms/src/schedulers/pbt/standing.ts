/** The order of the members. Two are compared at the step that both have come to, so that who trains faster is not taken for better. */
import type { Ledger, Trial } from "@diapason/core"
import { lossesUpTo, stepOf } from "./scores.ts"
import type { Rules } from "./settings.ts"

export interface Standing {
  readonly trial: Trial
  /** From 1, the best, to the number of members. */
  readonly rank: number
  /** The newest loss up to the step of the comparison; Infinity at the bottom, undefined before there is one. */
  readonly loss: number | undefined
}

/** The members from the best on, as they were at a step. A person's word that one does not count puts it at the bottom. */
export function standings(rules: Rules, ledger: Ledger, members: readonly Trial[], step: number): readonly Standing[] {
  const lossOf = (trial: Trial, at: number): number | undefined =>
    trial.excluded === undefined ? lossesUpTo(rules, ledger, trial, at, 1)[0] : Infinity
  const beats = (a: Trial, b: Trial): boolean => {
    const at = Math.min(step, stepOf(a), stepOf(b))
    const [ours, theirs] = [lossOf(a, at) ?? Infinity, lossOf(b, at) ?? Infinity]
    return ours < theirs || (ours === theirs && a.number < b.number)
  }
  const wins = members.map((one) => ({ trial: one, lost: members.filter((other) => other !== one && beats(other, one)).length }))
  wins.sort((a, b) => a.lost - b.lost || a.trial.number - b.trial.number)
  return wins.map(({ trial }, i) => ({ trial, rank: i + 1, loss: lossOf(trial, step) }))
}

/** How many give way at one comparison: ⌈n f⌉, at most half of them. */
export const quantileSize = (n: number, share: number): number => Math.min(Math.ceil(n * share), Math.floor(n / 2))
