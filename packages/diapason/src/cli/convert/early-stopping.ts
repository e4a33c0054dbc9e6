import type { Json } from "@diapason/core"
import type { JsonObject, Losses } from "./converted.ts"

/** A rule that ends trials early, as another tool describes it. */
export interface Rule {
  /** Its name there: `ASHAScheduler`, `MedianPruner`, `medianstop`. */
  readonly name: string
  /** Its settings that stand in the description as they are; undefined for what is computed. */
  readonly settings: Readonly<Record<string, Json | undefined>>
  /** Where it stands. */
  readonly at: string
}

interface Like {
  readonly scheduler: string
  /** Their settings by ours, where both mean the same. */
  readonly same: Readonly<Record<string, string>>
  /** What they take where nothing is said, and what would mean something else here. */
  readonly otherwise?: Readonly<Record<string, number>>
  /** Their names for the least and the last step, and for what counts steps. */
  readonly first?: string
  readonly last?: string
  readonly counts?: string
}

const ladder = { last: "max_t", first: "grace_period", counts: "time_attr" }
const member = { same: { every: "perturbation_interval", quantile: "quantile_fraction" }, counts: "time_attr" }

/** The first whose pattern fits is taken. */
const likes: readonly (readonly [RegExp, Like])[] = [
  // Ray Tune.
  [
    /^(ASHAScheduler|AsyncHyperBandScheduler|asha|async.*)$/i,
    { scheduler: "asha", same: { eta: "reduction_factor", brackets: "brackets" }, otherwise: { reduction_factor: 4 }, ...ladder },
  ],
  [/^(HyperBandForBOHB|bohb)$/i, { scheduler: "bohb", same: { eta: "reduction_factor" }, last: "max_t", counts: "time_attr" }],
  [/^(HyperBandScheduler)$/i, { scheduler: "hyperband", same: { eta: "reduction_factor" }, last: "max_t", counts: "time_attr" }],
  [
    /^MedianStoppingRule$/i,
    { scheduler: "median", same: { warmup: "grace_period", complete: "min_samples_required" }, counts: "time_attr" },
  ],
  [/^PB2$/i, { scheduler: "pb2", ...member }],
  [/^(PopulationBasedTraining\w*|pbt)$/i, { scheduler: "pbt", ...member }],
  // Optuna.
  [
    /^MedianPruner$/,
    { scheduler: "median", same: { complete: "n_startup_trials", warmup: "n_warmup_steps" }, otherwise: { n_warmup_steps: 0 } },
  ],
  [
    /^PercentilePruner$/,
    {
      scheduler: "percentile",
      same: { percentile: "percentile", complete: "n_startup_trials", warmup: "n_warmup_steps" },
      otherwise: { n_warmup_steps: 0 },
    },
  ],
  [
    /^SuccessiveHalvingPruner$/,
    { scheduler: "asha", same: { eta: "reduction_factor" }, otherwise: { reduction_factor: 4 }, first: "min_resource" },
  ],
  [/^HyperbandPruner$/, { scheduler: "hyperband", same: { eta: "reduction_factor" }, first: "min_resource", last: "max_resource" }],
  [/^PatientPruner$/, { scheduler: "patience", same: { patience: "patience", tolerance: "min_delta" } }],
  [/^ThresholdPruner$/, { scheduler: "threshold", same: { lower: "lower", upper: "upper", warmup: "n_warmup_steps" } }],
  [/^WilcoxonPruner$/, { scheduler: "wilcoxon", same: { level: "p_threshold" } }],
  [/^NopPruner$/, { scheduler: "none", same: {} }],
  // Katib and NNI.
  [/^median_?stop$/i, { scheduler: "median", same: { warmup: "start_step", complete: "min_trials_required" } }],
  [/^curve_?fitting$/i, { scheduler: "curve", same: {}, last: "epoch_num" }],
  [/^hyperband$/i, { scheduler: "hyperband", same: { eta: "eta" }, last: "r_l" }],
]

/** The scheduler that does alike, with the settings that mean the same; what is left out is named. Keys of the configuration file. */
export function earlyStopping({ name, settings, at }: Rule, lost: Losses): JsonObject {
  const like = likes.find(([pattern]) => pattern.test(name))?.[1]
  if (like === undefined) {
    lost.add(at, `${name} became the scheduler auto, with its usual settings`)
    return { scheduler: "auto" }
  }
  const { scheduler, same, otherwise = {}, counts } = like
  // Seconds are no steps: what counts in them has no like.
  const timed = String(settings[counts ?? ""] ?? "").startsWith("time_")
  if (timed) lost.add(at, `${name} counts by ${String(settings[counts!])}, and here steps are counted: its ends were left out`)
  const [first, last] = timed ? [undefined, undefined] : [like.first, like.last]
  const number = (key: string | undefined): number | undefined => {
    const value = key === undefined ? undefined : (settings[key] ?? otherwise[key])
    const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value
    return typeof read === "number" && Number.isFinite(read) ? read : undefined
  }
  const carried = Object.entries(same).flatMap(([ours, theirs]): readonly (readonly [string, number])[] => {
    const value = timed && (ours === "warmup" || ours === "every") ? undefined : number(theirs)
    if (value === undefined) return []
    return [[ours, ours === "complete" || ours === "every" ? Math.max(1, Math.round(value)) : value]]
  })
  const [min, max] = [number(first), number(last)]
  const fidelity =
    max !== undefined && Number.isInteger(max) && max >= (min ?? 1)
      ? { name: stepName(settings[counts ?? ""]), min: min ?? 1, max }
      : undefined
  const grace = fidelity === undefined && min !== undefined && min >= 1 ? { grace: min } : {}
  const all = { ...Object.fromEntries(carried), ...grace }
  told({ name, settings, at }, like, { ...all, ...fidelity }, lost)
  return {
    scheduler: Object.keys(all).length === 0 ? scheduler : { type: scheduler, ...all },
    ...(fidelity !== undefined && { fidelity }),
  }
}

const stepName = (counts: Json | undefined): string => (typeof counts === "string" && /^[A-Za-z_]\w*$/.test(counts) ? counts : "step")

function told({ name, settings, at }: Rule, { scheduler, same, first, last, counts }: Like, carried: JsonObject, lost: Losses): void {
  const known = new Set([...Object.values(same), first, last, counts, "metric", "mode"])
  const left = Object.keys(settings).filter((key) => !known.has(key) || (settings[key] ?? null) === null)
  const kept = Object.entries(carried).map(([key, value]) => `${key} ${JSON.stringify(value)}`)
  const words = kept.length === 0 ? "with its usual settings" : `with ${kept.join(", ")}`
  lost.add(at, `${name} became the scheduler ${scheduler}, ${words}${left.length === 0 ? "" : `; left out: ${left.join(", ")}`}`)
}
