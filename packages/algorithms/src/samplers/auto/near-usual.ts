/**
 * In the first trials of a training every second configuration lies near the usual values, as long as what is best so far is one of those;
 * the others look elsewhere. Stated beliefs go before.
 */
import { configKey, fulfils, type Flat, type Problem } from "@diapason/core"
import { gpStartup } from "../gp.ts"
import { believedPoint } from "../priors/prior-point.ts"
import { usual } from "../priors/usual.ts"
import { qualityOrder } from "../quality-order.ts"
import type { Cast } from "./cast.ts"
import type { Seats } from "./seats.ts"

/** The configuration for a trial; undefined where it is not to be one of these. `first` is that of the first trial. */
export function nearUsual({ problem, told }: Seats<Cast>, number: number, first: Flat | undefined): Flat | undefined {
  if (number >= gpStartup(problem)) return undefined
  const flat = drawnNear(problem, number)
  if (flat === undefined || !fulfils(problem.space, flat)) return undefined
  const best = told.toSorted(qualityOrder)[0]
  if (best === undefined) return flat
  const usuals = [first, drawnNear(problem, best.number)].flatMap((one) => (one === undefined ? [] : [configKey(one)]))
  return usuals.includes(configKey(best.flat)) ? flat : undefined
}

function drawnNear(problem: Problem, number: number): Flat | undefined {
  const priors = problem.priors === undefined ? usual(problem.space) : undefined
  return priors && believedPoint({ ...problem, priors }, number)
}
