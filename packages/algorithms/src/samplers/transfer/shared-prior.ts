/**
 * What teachers have in common as a prior for one more function of their kind: the mean of what they expect, an uncertain factor of it, and
 * each one's own way (Wang, Kim & Kaelbling 2018, arXiv 1811.09558: mean and covariance over tasks). All of it is linear in a few features.
 */
import type { Teacher } from "./teacher.ts"

/** A row as the prior sees it. Covariances are inner products of `of`. */
export interface Features {
  /** The prior mean. */
  readonly mean: number
  readonly of: Float64Array
}

/** The features of a row, from what each teacher expects there. */
export function featuresOf(means: Float64Array): Features {
  const m = means.length
  let mean = 0
  for (let i = 0; i < m; i++) mean += means[i]! / m
  const of = new Float64Array(m + 2)
  of[0] = offset
  of[1] = factor * mean
  for (let i = 0; i < m; i++) of[i + 2] = (means[i]! - mean) / Math.sqrt(m)
  return { mean, of }
}

/** Adds the slope of a score in the coordinates, given its slope in the mean and in each feature. */
export function featuresBack(
  teachers: readonly Teacher[],
  row: Float64Array,
  inMean: number,
  inFeatures: Float64Array,
  gradient: Float64Array,
): void {
  const pulls = teacherPulls(teachers.length, inMean, inFeatures)
  for (const [i, teacher] of teachers.entries()) teacher.slope(row, pulls[i]!, gradient)
}

/** The same slopes in what each teacher expects. */
export function teacherPulls(teachers: number, inMean: number, inFeatures: Float64Array): Float64Array {
  const share = 1 / Math.sqrt(teachers)
  let all = 0
  for (let i = 0; i < teachers; i++) all += share * inFeatures[i + 2]!
  const common = (inMean + factor * inFeatures[1]! - all) / teachers
  return Float64Array.from({ length: teachers }, (_, i) => common + share * inFeatures[i + 2]!)
}

/** Standard deviation of the level, which nobody teaches. */
const offset = 2

/** Standard deviation of the factor of the mean around 1: as much as the mean itself, so that its sign is open. */
export const factor = 1
