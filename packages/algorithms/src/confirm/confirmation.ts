import { studentQuantile } from "@diapason/math"

/** A trial of the search and the losses of its runs after it, each with a seed of its own; smaller is better. */
export interface Finalist {
  readonly number: number
  readonly losses: readonly number[]
}

/** What the runs say of one finalist. */
export interface Confirmed {
  readonly number: number
  readonly runs: number
  readonly mean: number
  /** Half the width of the 90 % interval of its mean, by Student's t; undefined for a single run. */
  readonly half?: number
  /** The mean drawn towards that of all finalists, by as much as the noise explains their differences. */
  readonly estimate: number
}

export interface Confirmation {
  /** From the best mean on. */
  readonly finalists: readonly Confirmed[]
  /** Whether the 90 % interval of the difference between winner and runner-up leaves out zero (Welch); false without one to compare. */
  readonly separated: boolean
}

/**
 * The honest winner: the best of many was partly lucky, so only runs that did not choose it count. The estimate is that of a normal
 * model whose spread between finalists is found by the method of moments; with one finalist, or without noise, it is the mean.
 */
export function confirmation(given: readonly Finalist[]): Confirmation {
  const finalists = given
    .map(({ number, losses }) => ({ number, losses: losses.filter(Number.isFinite) }))
    .filter(({ losses }) => losses.length > 0)
    .map(({ number, losses }) => ({ number, ...momentsOf(losses) }))
    .sort((a, b) => a.mean - b.mean || a.number - b.number)
  const [winner, second] = finalists
  const estimates = shrunken(finalists)
  return {
    finalists: finalists.map(({ number, count, mean, variance }, i) => ({
      number,
      runs: count,
      mean,
      ...(count > 1 && { half: studentQuantile(0.95, count - 1) * Math.sqrt(variance / count) }),
      estimate: estimates[i]!,
    })),
    separated: winner !== undefined && second !== undefined && differ(winner, second),
  }
}

interface Moments {
  readonly count: number
  readonly mean: number
  /** Of one run; 0 where there is one only. */
  readonly variance: number
}

function momentsOf(values: readonly number[]): Moments {
  const count = values.length
  const mean = values.reduce((sum, y) => sum + y, 0) / count
  const squares = values.reduce((sum, y) => sum + (y - mean) * (y - mean), 0)
  return { count, mean, variance: count > 1 ? squares / (count - 1) : 0 }
}

/** Welch's test; its degrees of freedom are rounded down, which makes the interval a little wider. */
function differ(a: Moments, b: Moments): boolean {
  if (a.count < 2 || b.count < 2) return false
  const [va, vb] = [a.variance / a.count, b.variance / b.count]
  const variance = va + vb
  if (variance === 0) return a.mean !== b.mean
  const degrees = (variance * variance) / ((va * va) / (a.count - 1) + (vb * vb) / (b.count - 1))
  return Math.abs(a.mean - b.mean) > studentQuantile(0.95, Math.max(1, Math.floor(degrees))) * Math.sqrt(variance)
}

function shrunken(finalists: readonly Moments[]): readonly number[] {
  const free = finalists.reduce((sum, { count }) => sum + count - 1, 0)
  const means = momentsOf(finalists.map(({ mean }) => mean))
  if (finalists.length < 2 || free === 0) return finalists.map(({ mean }) => mean)
  const noise = finalists.reduce((sum, { count, variance }) => sum + (count - 1) * variance, 0) / free
  const ofMeans = finalists.reduce((sum, { count }) => sum + noise / count, 0) / finalists.length
  const between = Math.max(0, means.variance - ofMeans)
  return finalists.map(({ mean, count }) => {
    const error = noise / count
    return error === 0 ? mean : means.mean + (between / (between + error)) * (mean - means.mean)
  })
}
