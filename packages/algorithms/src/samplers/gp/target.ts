/**
 * A quantity that gets a model of its own: an objective, a constraint, or not crashing. Values are on the model's scale; a smaller one is
 * better, and for what must be kept, 0 or less is kept.
 */
import { log1p } from "@diapason/math"
import { boundedTail } from "./bounded-tail.ts"
import { easedTail } from "./eased-tail.ts"
import { halfRank } from "./half-rank.ts"
import type { Seen } from "./history.ts"
import { warp } from "./warp.ts"

export interface Quantity {
  readonly name: string
  /** The trials among these that tell of it, with its values. */
  over(history: readonly Seen[]): Target
}

export interface Target {
  readonly seen: readonly Seen[]
  readonly values: Float64Array
  /** Losses are `origin + scale × value` on their better half. */
  readonly scale: number
  readonly origin: number
}

/** The m-th objective over the trials that reported it. A stopped trial counts with its last report, as no better than the middle of the complete ones. */
export const objective = (m: number): Quantity => ({ name: `objective ${m + 1}`, over: (history) => objectiveOver(history, m, halfRank) })

/** The first objective with the shape of its worse half, as far as that is not beyond all measure. */
export const wholeObjective: Quantity = { name: "objective 1, whole", over: (history) => objectiveOver(history, 0, boundedTail) }

/** The same as one of several that are weighed against each other. */
export const oneOfSeveral = (m: number): Quantity => ({
  name: `objective ${m + 1} of several`,
  over: (history) => objectiveOver(history, m, easedTail),
})

/** The k-th constraint. Its violations are squeezed around 0, which stays where it is. */
export const constraint = (k: number): Quantity => ({ name: `constraint ${k + 1}`, over: (history) => constraintOver(history, k) })

/** Whether a trial comes to an end: 1 for one that crashed, −1 for any other. */
export const crashing: Quantity = {
  name: "crashing",
  over: (seen) => ({ seen, values: Float64Array.from(seen, ({ outcome }) => (outcome.kind === "crashed" ? 1 : -1)), scale: 1, origin: 0 }),
}

function objectiveOver(history: readonly Seen[], m: number, draw: (losses: Float64Array) => Float64Array): Target {
  const seen = history.filter(({ outcome }) => outcome.kind !== "crashed" && outcome.losses.length > m)
  const complete = seen.flatMap(({ outcome }) => (outcome.kind === "complete" ? [outcome.losses[m]!] : [])).toSorted((a, b) => a - b)
  const middle = complete[complete.length >> 1] ?? -Infinity
  const losses = seen.map(({ outcome }) => {
    if (outcome.kind === "crashed") return Infinity
    const loss = orInfinity(outcome.losses[m]!)
    return outcome.kind === "stopped" ? Math.max(loss, middle) : loss
  })
  return { seen, ...warp(losses, draw) }
}

function constraintOver(history: readonly Seen[], k: number): Target {
  const seen = history.filter(({ outcome }) => outcome.kind === "complete")
  const violations = seen.map(({ outcome }) => (outcome.kind === "complete" ? outcome.violations[k]! : 0))
  const sizes = violations
    .map(Math.abs)
    .filter((size) => size > 0 && size < Infinity)
    .toSorted((a, b) => a - b)
  const scale = sizes[sizes.length >> 1] ?? 1
  const values = Float64Array.from(violations, (v) => (v > 0 || v !== v ? 1 : -1) * log1p(Math.min(1e6, Math.abs(orInfinity(v)) / scale)))
  return { seen, values, scale, origin: 0 }
}

const orInfinity = (x: number): number => (x === x ? x : Infinity)
