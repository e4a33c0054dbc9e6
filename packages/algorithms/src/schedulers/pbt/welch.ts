import { studentTail } from "./student-t.ts"

/**
 * The chance that two samples whose means lie as far apart come from distributions of one mean, two-sided (Welch 1947); NaN for fewer
 * than two numbers on a side. Without any spread the answer is 0 or 1.
 */
export function welch(a: readonly number[], b: readonly number[]): number {
  const [one, other] = [summary(a), summary(b)]
  if (a.length < 2 || b.length < 2) return NaN
  const spread = one.error + other.error
  const gap = one.mean - other.mean
  if (spread === 0) return gap === 0 ? 1 : 0
  const freedom = (spread * spread) / ((one.error * one.error) / (a.length - 1) + (other.error * other.error) / (b.length - 1))
  return studentTail(gap / Math.sqrt(spread), freedom)
}

/** Mean and the squared standard error of it. */
function summary(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const n = values.length
  const mean = values.reduce((sum, y) => sum + y, 0) / n
  const squares = values.reduce((sum, y) => sum + (y - mean) * (y - mean), 0)
  return { mean, error: squares / (n - 1) / n }
}
