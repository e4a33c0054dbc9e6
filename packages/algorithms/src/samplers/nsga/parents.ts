import type { Rng } from "@diapason/math"
import type { Seen } from "../gp/history.ts"

/** The trials that a generation descends from. */
export interface Parents {
  readonly members: readonly Seen[]
  /** One for each member: the lower wins a tournament, equals share it. */
  readonly standing: readonly number[]
}

/** Chooses at most `count` of the finished trials, those of the last generation and its parents, to be the next parents. */
export type Survival = (trials: readonly Seen[], count: number, rng: Rng) => Parents
