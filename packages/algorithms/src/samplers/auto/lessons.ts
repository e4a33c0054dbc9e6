/**
 * Where earlier studies teach, auto asks them first, and less and less often: they are worth most before anything is known, and what they
 * cost when they mislead is bounded by the trials that they are given.
 */
import type { Observation, Problem } from "@diapason/core"
import { agreement } from "../transfer/agreement.ts"
import { cubeOf } from "../gp/cube.ts"
import { teachersOf } from "../transfer/teachers.ts"
import { teachingNames } from "../transfer/teaching-names.ts"
import { isOfNetworks, type Turn } from "./rules.ts"

/**
 * The turn of a trial, if it is one. The very first goes to what served most studies, since there is nothing to gain on yet; those up to
 * `begun` to the taught model; then the default configuration is tried; and then every second up to `faded` is the model's, while results
 * and expectations go together, or the one against the other.
 */
export function lessonFor(problem: Problem, told: readonly Observation[], number: number): Turn | undefined {
  const { memory, strength = 1, objectives } = problem
  if (memory === undefined || memory.length === 0 || !(strength > 0) || number >= faded * strength) return undefined
  const names = teachingNames(problem)
  const early = number < Math.max(1, Math.round(begun * strength))
  if (objectives > 1 || isOfNetworks(problem)) return early ? { ask: "portfolio", because: `portfolio, since ${names} teach` } : undefined
  const cube = cubeOf(problem.space)
  const teachers = teachersOf(problem, cube, 0)
  if (teachers.length === 0) return undefined
  if (number === 0) return { ask: "portfolio", because: `portfolio for the first trial, since ${names} teach` }
  if (number === landmark) return { ask: "landmark", because: "" }
  if (early) return { ask: "meta-gp", because: `meta-gp, since ${names} teach` }
  if (number % 2 === 1) return undefined
  const tau = agreement(teachers, cube, told)
  return Math.abs(tau) < telling
    ? undefined
    : { ask: "meta-gp", because: `meta-gp for every second trial, since ${names} teach and results so far bear them out` }
}

/** Trials that are taught one after the other. */
const begun = 6

/** The trial that is the default configuration: a landmark that earlier studies would not choose, to see how far they are right. */
const landmark = 6

/** The number from which on no trial is taught. */
const faded = 24

/** Kendall's τ below which expectations and results have nothing to do with each other. */
const telling = 0.2
