/**
 * What is believed of each configuration of a study when the luck of its runs is taken out: from a model, from runs of the same
 * configuration, and from runs after the search.
 */
import { observationOf, problemOf, type Ledger } from "@diapason/core"
import { armsOf, type StudyArm } from "./arms-of.ts"
import { beliefsOf, type Beliefs } from "./beliefs.ts"
import { normalQuantile, studentQuantile } from "@diapason/math"
import { pooledNoise, replicates } from "./replicates.ts"
import { shrink } from "./shrink.ts"

/** A configuration, and what is believed of its loss on average over runs; smaller is better. */
export interface JudgedArm extends StudyArm {
  /** The best of its losses in the search. */
  readonly raw: number
  /** What the search alone makes believe of it. */
  readonly searched: Belief
  readonly mean: number
  /** Standard error of `mean`; NaN where nothing tells how noisy a run is. */
  readonly error: number
}

/** What is believed of a loss on average over runs, with its standard error. */
export interface Belief {
  readonly mean: number
  readonly error: number
}

export interface Judged {
  /** From the one to recommend on; at least one. */
  readonly arms: readonly JudgedArm[]
  /** Standard deviation of one run; NaN where nothing tells. */
  readonly noise: number
  /** Whether luck may have changed the order: otherwise the best value seen is the best. */
  readonly noisy: boolean
  /** Where the means come from: a model, runs of the same configuration, or the values as they were seen. */
  readonly by: "model" | "replicates" | "values"
}

/**
 * Judges all configurations by the m-th objective; undefined while none counts. Runs after the search that may choose are taken in, those
 * kept aside are not. A model costs some half a second of a core from 120 trials on, more where parameters are many, once for each position of the log:
 * whoever asks again is given the same.
 */
export function judged(ledger: Ledger, m = 0): Judged | undefined {
  const known = answers.get(ledger)
  if (known?.at === ledger.seq && known.by.has(m)) return known.by.get(m)
  const by = known?.at === ledger.seq ? known.by : new Map<number, Judged | undefined>()
  by.set(m, judge(ledger, m))
  answers.set(ledger, { at: ledger.seq, by })
  return by.get(m)
}

/** By ledger: what was judged at a position of its log, by objective. */
const answers = new WeakMap<Ledger, { readonly at: number; readonly by: Map<number, Judged | undefined> }>()

function judge(ledger: Ledger, m: number): Judged | undefined {
  const arms = armsOf(ledger, m)
  if (arms.length === 0) return undefined
  const search = ofSearch(ledger, arms, m)
  const { noise, noisy, by } = search
  const pooled = pooledNoise(arms.map(({ chosen }) => [...chosen.values()]))
  // The noise of the search counts for three runs beside what runs after it tell.
  const counted = Number.isFinite(noise) ? priorRuns : 0
  const variance =
    (counted * (counted > 0 ? noise * noise : 0) + (pooled.freedom > 0 ? pooled.freedom * pooled.variance : 0)) / (counted + pooled.freedom)
  const again = arms.map((arm, i): JudgedArm => {
    const searched = { mean: search.means[i]!, error: search.errors[i]! }
    return { ...arm, raw: Math.min(...arm.losses), searched, ...combined(searched, [...arm.chosen.values()], variance) }
  })
  const ran = arms.some(({ chosen }) => chosen.size > 0)
  // Once some were run again, one that was not must be clearly better to go before them.
  const doubt = ({ chosen, error }: JudgedArm): number => (ran && chosen.size === 0 && error > 0 ? normalQuantile(0.9) * error : 0)
  const value = (arm: JudgedArm): number => (noisy || ran ? arm.mean + doubt(arm) : arm.raw)
  return { arms: again.sort((a, b) => value(a) - value(b) || a.number - b.number), noise, noisy, by }
}

interface Search extends Omit<Judged, "arms"> {
  readonly means: readonly number[]
  readonly errors: readonly number[]
}

/** What the search alone tells. */
function ofSearch(ledger: Ledger, arms: readonly StudyArm[], m: number): Search {
  const repeated = pooledNoise(arms.map(({ losses }) => losses))
  const means = arms.map(({ losses }) => losses.reduce((sum, loss) => sum + loss / losses.length, 0))
  const values = { by: "values", means, noisy: false } as const
  // Runs of the same configuration came to the same value: there is no luck.
  if (repeated.freedom > 0 && repeated.variance === 0) return { ...values, errors: means.map(() => 0), noise: 0 }
  const observations = ledger.finished.flatMap((number) => observationOf(ledger, ledger.trials[number]!) ?? [])
  const beliefs = beliefsOf(problemOf(ledger, { type: "" }), observations, m)
  if (beliefs !== undefined) return { ...ofModel(arms, means, beliefs, repeated), by: "model" }
  if (repeated.freedom === 0) return { ...values, errors: means.map(() => NaN), noise: NaN }
  const shrunken = shrink(
    means,
    replicates(arms).map(({ error }) => error),
  )
  return {
    by: "replicates",
    noisy: true,
    noise: Math.sqrt(repeated.variance),
    means: shrunken.map(({ value }) => value),
    errors: shrunken.map(({ error }) => error),
  }
}

/**
 * The model's beliefs, by arm. What a model takes for noise may be the configurations' own: ripples that are finer than the trials lie apart
 * (Cressie 1993, section 3.2.1, "micro-scale variation"). Where configurations were run again, their noise is known; what is beyond it is
 * theirs, and what they differ from the model by is kept by as much. Else nothing tells, and both are believed, each with its chance.
 */
function ofModel(
  arms: readonly StudyArm[],
  means: readonly number[],
  { trials, noise, noisy }: Beliefs,
  repeated: { readonly freedom: number; readonly variance: number },
) {
  const believed = new Map(trials.map((one) => [one.number, one]))
  const known = repeated.freedom >= priorRuns
  const variance = known ? Math.min(noise * noise, repeated.variance) : noise * noise
  const own = noise * noise - variance
  const judgedArms = arms.map(({ number, losses }, i) => {
    const { mean, error } = believed.get(number) ?? { mean: means[i]!, error: noise }
    if (!known) return inDoubt({ mean, error }, means[i]!)
    const kept = own > 0 ? own / (own + variance / losses.length) : 0
    return {
      mean: mean + kept * (means[i]! - mean),
      error: Math.sqrt((1 - kept) * (1 - kept) * error * error + (kept * variance) / losses.length),
    }
  })
  return {
    noise: Math.sqrt(variance),
    noisy: noisy && variance > 0,
    means: judgedArms.map(({ mean }) => mean),
    errors: judgedArms.map(({ error }) => error),
  }
}

/**
 * Either what the model takes for noise is noise, or it is the configuration's own and its value is true as it was seen. The mean stays that of
 * the first; the error is the root of the mean square distance from it.
 */
const inDoubt = ({ mean, error }: Belief, seen: number): Belief => ({
  mean,
  error: Math.sqrt((1 - chanceOfOwn) * error * error + chanceOfOwn * (seen - mean) * (seen - mean)),
})

/** Judged by the interval on noisy problems of the bench: smooth ones alone ask for a tenth or less, rippled ones (Schwefel, Michalewicz) for more. */
const chanceOfOwn = 0.25

/** A belief from the search with runs after it, each weighed by its precision. Where the search tells no error, the runs alone count. */
function combined({ mean, error }: Belief, runs: readonly number[], variance: number): Belief {
  if (runs.length === 0) return { mean, error }
  const fresh = runs.reduce((sum, loss) => sum + loss / runs.length, 0)
  if (!Number.isFinite(error)) return { mean: fresh, error: Math.sqrt(variance / runs.length) }
  if (error === 0 && !(variance > 0)) return { mean, error }
  const weight = (error * error) / (error * error + variance / runs.length)
  return { mean: mean + weight * (fresh - mean), error: Math.sqrt((1 - weight) * error * error) }
}

const priorRuns = 3

/** Half the width of the 90 % interval of a belief. Its scale is an estimate too: Student's t with 8 degrees of freedom, as measured on noisy problems. */
export const believedHalf = ({ error }: Pick<JudgedArm, "error">): number => (error > 0 ? studentQuantile(0.95, 8) * error : error)

/** Of the trials that share a configuration the one with the best value. */
export function bestOf({ trials, rules }: Ledger, { trials: numbers }: JudgedArm): number {
  const loss = (n: number): number => rules.loss((trials[n] as { readonly values: Record<string, number> }).values)
  return numbers.reduce((best, n) => (loss(n) < loss(best) ? n : best))
}
