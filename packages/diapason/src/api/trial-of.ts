import type { Ledger, Trial } from "@diapason/core"

/** A trial in any state, with the configuration as the space types it. */
export type TrialOf<C> = Trial extends infer T
  ? T extends Trial
    ? { readonly [K in keyof Omit<T, "config">]: T[K] } & { readonly config: C }
    : never
  : never

/** A trial that counts among the best: complete, feasible, and dominated by no other. */
export type BestTrial<C> = Extract<TrialOf<C>, { readonly state: "complete" }>

/** All trials of a study by number. */
export const trialsOf = <C>({ trials }: Ledger): readonly TrialOf<C>[] => trials as readonly unknown[] as readonly TrialOf<C>[]

/** The trials that no other dominates, in the order of the ledger's front: with one objective the best one alone. */
export const frontOf = <C>(ledger: Ledger): readonly BestTrial<C>[] => {
  const trials = trialsOf<C>(ledger)
  return ledger.front.map((n) => trials[n] as BestTrial<C>)
}
