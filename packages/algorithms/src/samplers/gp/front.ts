/** The trials that may be on the front of several objectives, and the point from which on a gain counts. */
import { nonDominatedFronts, shuffle, type Rng } from "@diapason/math"
import type { Belief } from "./belief.ts"
import { isFeasible } from "./feasible.ts"
import type { Seen } from "./history.ts"

interface Front {
  /** Rows of the trials that may be on it: under noise not only those that were told so. */
  readonly rows: readonly Float64Array[]
  /** On the models' scales. */
  readonly reference: readonly number[]
  /** Some trials of the front, drawn at random. */
  readonly leaders: readonly Seen[]
}

/** Undefined while no trial keeps all limits. `beliefs` has one for each objective. */
export function frontOf(beliefs: readonly Belief[], history: readonly Seen[], rng: Rng, leading: number): Front | undefined {
  const told = beliefs.map(({ target: { seen, values } }) => new Map(seen.map(({ number }, i) => [number, values[i]!])))
  const trials = history.filter(isFeasible)
  const points = trials.map(({ number }) => told.map((values) => values.get(number)!))
  const [best, ...others] = nonDominatedFronts(points)
  if (best === undefined) return undefined
  const rows = [...best]
  for (const next of others) if (rows.length < enough) rows.push(...next)
  return {
    rows: rows.slice(0, most).map((i) => trials[i]!.row),
    reference: beliefs.map((_, m) => referenceOf(points, best, m)),
    leaders: shuffle(best, rng)
      .slice(0, leading)
      .map((i) => trials[i]!),
  }
}

/**
 * A tenth of the range of all trials beyond the worst of the front: far enough for the ends of the front to be worth finding, and no
 * further, or nothing else would be. Measured on the bench's problems for tuning.
 */
function referenceOf(points: readonly (readonly number[])[], best: readonly number[], m: number): number {
  const values = points.map((point) => point[m]!)
  const range = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b))
  return best.reduce((worst, i) => Math.max(worst, values[i]!), -Infinity) + 0.1 * (range > 0 ? range : 1)
}

/** Rows from which on further fronts are left out. */
const enough = 24

const most = 80
