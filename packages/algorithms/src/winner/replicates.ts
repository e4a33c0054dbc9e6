/** One configuration with all its results: runs with seeds or folds of their own. */
export interface Arm {
  /** The trial that stands for it: the first that had this configuration. */
  readonly number: number
  /** Finite losses, smaller is better; at least one. */
  readonly losses: readonly number[]
}

/** What the runs of one arm say. */
interface ArmMoments {
  readonly number: number
  readonly runs: number
  readonly mean: number
  /** Standard deviation of one run, drawn towards that of all arms; NaN where no arm was run twice. */
  readonly sd: number
  /** Standard error of the mean, sd / √runs. */
  readonly error: number
}

/** Degrees of freedom that the arms give to the variance of one run, and that variance. */
interface PooledNoise {
  readonly freedom: number
  /** NaN without any freedom. */
  readonly variance: number
}

/**
 * The variance of one run, over all arms together: differences within an arm are noise, whatever the arms are worth.
 * `freedom` is Σ (runs − 1).
 */
export function pooledNoise(arms: readonly (readonly number[])[]): PooledNoise {
  let [freedom, squares] = [0, 0]
  for (const losses of arms) {
    const mean = meanOf(losses)
    freedom += Math.max(0, losses.length - 1)
    for (const loss of losses) squares += (loss - mean) * (loss - mean)
  }
  return { freedom, variance: freedom === 0 ? NaN : squares / freedom }
}

/**
 * Mean and error of each arm. Arms share much of their variance: each has its own, with the pooled one counting as three observations
 * more, so that two runs that happen to agree do not pass for certain.
 */
export function replicates(arms: readonly Arm[]): readonly ArmMoments[] {
  const pooled = pooledNoise(arms.map(({ losses }) => losses))
  return arms.map(({ number, losses }) => {
    const runs = losses.length
    const mean = meanOf(losses)
    const squares = losses.reduce((sum, loss) => sum + (loss - mean) * (loss - mean), 0)
    const sd = Math.sqrt((priorRuns * pooled.variance + squares) / (priorRuns + runs - 1))
    return { number, runs, mean, sd, error: sd / Math.sqrt(runs) }
  })
}

/** How many observations the pooled variance counts for. */
const priorRuns = 3

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0)
