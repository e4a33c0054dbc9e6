/**
 * What follows a run that has ended. IPOP doubles the population each time (Auger & Hansen 2005). BIPOP takes turns: runs of doubled
 * populations, and between them small ones of random size until they have cost as much (Hansen 2009). Each begins at a random place.
 */
import { pow, type Rng } from "@diapason/math"
import type { Settings } from "./settings.ts"

export interface Run {
  /** 0 for the first. */
  readonly index: number
  readonly kind: "first" | "large" | "small"
  readonly population: number
  readonly doublings: number
  /** Trials that ended runs have taken, by their kind; the first counts as small. */
  readonly spent: { readonly large: number; readonly small: number }
}

export const firstRun = ({ population }: Settings): Run => ({
  index: 0,
  kind: "first",
  population,
  doublings: 0,
  spent: { large: 0, small: 0 },
})

/** The run after one that took `trials`. */
export function nextRun({ population, restarts }: Settings, ended: Run, trials: number, rng: Rng): Run {
  const large = ended.spent.large + (ended.kind === "large" ? trials : 0)
  const small = ended.spent.small + (ended.kind === "large" ? 0 : trials)
  const index = ended.index + 1
  const u = rng.uniform()
  if (restarts === "bipop" && small < large) {
    const size = Math.floor(population * pow(2, ended.doublings * u * u))
    return { index, kind: "small", population: size, doublings: ended.doublings, spent: { large, small } }
  }
  const doublings = Math.min(mostDoublings, ended.doublings + 1)
  return { index, kind: "large", population: population * pow(2, doublings), doublings, spent: { large, small } }
}

const mostDoublings = 9
