/** The trials that may be on the front of several objectives, and the point from which on a gain counts. */
import { nonDominatedFronts, shuffle, type Rng } from "@diapason/math"
import type { Belief } from "./belief.ts"
import { isFeasible } from "./feasible.ts"
import type { Seen } from "./history.ts"
import { spreadOut } from "./spread-out.ts"

interface Front {
  /** Rows of the trials that may be on it: under noise not only those that were told so. */
  readonly rows: readonly Float64Array[]
  /** On the models' scales. */
  readonly reference: readonly number[]
  /** Some trials of the front, drawn at random. */
  readonly leaders: readonly Seen[]
}

/** Undefined while no trial keeps all limits. `beliefs` has one for each objective. */
export function frontOf(beliefs: readonly Belief[], history: readonly Seen[], reach: Reach, rng: Rng, leading: number): Front | undefined {
  const told = beliefs.map(({ target: { seen, values } }) => new Map(seen.map(({ number }, i) => [number, values[i]!])))
  const trials = history.filter(isFeasible)
  const points = trials.map(({ number }) => told.map((values) => values.get(number)!))
  const [best, ...others] = nonDominatedFronts(points)
  if (best === undefined) return undefined
  const rows = spreadOut(points, best, most)
  for (const next of others) if (rows.length < enough) rows.push(...next)
  return {
    rows: rows.slice(0, most).map((i) => trials[i]!.row),
    reference: beliefs.map((_, m) =>
      reach(
        points.map((point) => point[m]!),
        best.map((i) => points[i]![m]!),
      ),
    ),
    leaders: shuffle(best, rng)
      .slice(0, leading)
      .map((i) => trials[i]!),
  }
}

/** From where on a gain counts: of the values of one objective over all trials and over the front. */
export type Reach = (all: readonly number[], front: readonly number[]) => number

/** A tenth of the range of all trials beyond the worst of the front: gains on what it covers, and a little beyond its ends. */
export const aroundFront: Reach = (all, front) => highest(front) + 0.1 * rangeOf(all)

/** A tenth of their range beyond the worst of all trials: then the ends of the front are worth the most. */
export const beyondAll: Reach = (all) => highest(all) + 0.1 * rangeOf(all)

const highest = (values: readonly number[]): number => values.reduce((most, y) => Math.max(most, y), -Infinity)

/** 1 where all are equal. */
const rangeOf = (values: readonly number[]): number => highest(values) + highest(values.map((y) => -y)) || 1

/** Rows from which on further fronts are left out. */
const enough = 24

const most = 80
