/** What can be set on NSGA-II and NSGA-III, with its defaults and its checks. */
import { divisionsWithin, referenceCount } from "./reference-points.ts"

export interface NsgaIIOptions {
  /** Trials in a generation, and parents of the next, at least 4; 50 by default. */
  readonly population?: number
}

export interface NsgaIIIOptions {
  /** Trials in a generation, and parents of the next, at least 4; by default 50, or one for each direction if those are more. */
  readonly population?: number
  /** Parts that each objective's share is cut into, at least 1: C(M + p − 1, p) directions; by default as many as the population can follow. */
  readonly divisions?: number
}

type Given = Readonly<Record<string, unknown>>

/** Options in code go before those of the study. Throws RangeError for a value that makes no sense. */
export const settleII = (options: NsgaIIOptions, given: Given): { readonly population: number } => ({
  population: whole("population", options.population ?? given["population"] ?? usual, 4),
})

/** The same for NSGA-III with M objectives. */
export function settleIII(
  options: NsgaIIIOptions,
  given: Given,
  objectives: number,
): { readonly population: number; readonly divisions: number } {
  const asked = options.population ?? given["population"]
  const wanted = options.divisions ?? given["divisions"]
  if (wanted === undefined) {
    const population = whole("population", asked ?? usual, 4)
    return { population, divisions: divisionsWithin(objectives, population) }
  }
  const divisions = whole("divisions", wanted, 1)
  const directions = referenceCount(objectives, divisions)
  if (directions > mostDirections) throw new RangeError(`divisions cannot be ${divisions}: ${directions} directions are too many`)
  return { population: whole("population", asked ?? Math.max(usual, directions), 4), divisions }
}

function whole(name: string, value: unknown, least: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value
  throw new RangeError(`${name} cannot be ${String(value)}`)
}

const usual = 50
const mostDirections = 10_000
