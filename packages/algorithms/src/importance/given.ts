/**
 * The trials of an evidence as analysis by models takes them: with finite losses, so many at most, without gaps, the losses clipped where only
 * the good region is asked about.
 */
import { rng, shuffle, type Rng } from "@diapason/math"
import type { Evidence, Feature, LeftOut } from "./evidence.ts"

export interface Given {
  readonly features: readonly Feature[]
  /** Trials × features; where a feature was not active a value drawn from those it had: it changes nothing there, and a model shall see that. */
  readonly units: Float64Array
  readonly losses: Float64Array
  /** Trials × features: 1 where the feature was active. */
  readonly active: Uint8Array
  readonly leftOut: readonly LeftOut[]
}

/** At most `most` trials, drawn where there are more. `top` in (0, 1]: losses beyond this quantile count as equal to it. */
export function given(evidence: Evidence, most: number, top: number, seed: number): Given {
  const finite = rows(evidence.losses.length).filter((i) => Number.isFinite(evidence.losses[i]))
  const taken =
    finite.length <= most
      ? finite
      : shuffle(finite, rng(seed, 0, "bootstrap", 3))
          .slice(0, most)
          .sort((a, b) => a - b)
  const leftOut = [...evidence.leftOut]
  const lost = evidence.losses.length - finite.length
  if (lost > 0) leftOut.push({ what: trials(lost), why: "without a finite value" })
  if (taken.length < finite.length)
    leftOut.push({ what: trials(finite.length - taken.length), why: `beyond the ${most} that are looked at, which were drawn` })
  return among(evidence, taken, leftOut, top, rng(seed, 0, "bootstrap", 4))
}

/** At most so many of the trials, drawn. */
export function fewer(all: Given, most: number, seed: number): Given {
  if (all.losses.length <= most) return all
  return picked(
    all,
    shuffle(rows(all.losses.length), rng(seed, 0, "bootstrap", 5))
      .slice(0, most)
      .sort((a, b) => a - b),
  )
}

/** The trials in which a feature was active, with the features that vary among them. */
export function whereActive(all: Given, feature: number): Given {
  const width = all.features.length
  const { units, losses, active } = picked(
    all,
    rows(all.losses.length).filter((i) => all.active[i * width + feature] === 1),
  )
  const among = rows(losses.length)
  const varying = rows(width).filter((f) => new Set(among.map((i) => units[i * width + f]!)).size > 1)
  const of = (from: Float64Array | Uint8Array): number[] => among.flatMap((i) => varying.map((f) => from[i * width + f]!))
  return {
    features: varying.map((f) => all.features[f]!),
    units: Float64Array.from(of(units)),
    losses,
    active: Uint8Array.from(of(active)),
    leftOut: [],
  }
}

/** Features that no longer vary stay. */
function picked({ features, units, losses, active }: Given, picks: readonly number[]): Given {
  const width = features.length
  return {
    features,
    units: Float64Array.from(picks.flatMap((i) => [...units.subarray(i * width, (i + 1) * width)])),
    losses: Float64Array.from(picks, (i) => losses[i]!),
    active: Uint8Array.from(picks.flatMap((i) => [...active.subarray(i * width, (i + 1) * width)])),
    leftOut: [],
  }
}

function among({ features, units, losses }: Evidence, picks: readonly number[], leftOut: LeftOut[], top: number, draw: Rng): Given {
  const width = features.length
  const columns = features.map((_, f) =>
    filled(
      Float64Array.from(picks, (i) => units[i * width + f]!),
      draw.fork(f),
    ),
  )
  const varying = columns.flatMap((column, f) => (column !== undefined && new Set(column).size > 1 ? [f] : []))
  features.forEach(({ name, levels, parameter }, f) => {
    if (!varying.includes(f)) leftOut.push({ what: name, why: "took one value in the trials that are looked at" })
    const tried = new Set(columns[f]).size
    if (levels > tried)
      leftOut.push({ what: `${levels - tried} of ${levels} values of ${name}`, why: `never tried${untried(parameter, columns[f])}` })
  })
  const kept = picks.map((i) => losses[i]!)
  const limit = kept.slice().sort((a, b) => a - b)[Math.max(0, Math.ceil(top * kept.length) - 1)] ?? Infinity
  return {
    features: varying.map((f) => features[f]!),
    units: Float64Array.from(
      { length: picks.length * varying.length },
      (_, k) => columns[varying[k % varying.length]!]![Math.floor(k / varying.length)]!,
    ),
    losses: Float64Array.from(kept, (loss) => Math.min(loss, limit)),
    active: Uint8Array.from({ length: picks.length * varying.length }, (_, k) =>
      Number.isNaN(units[picks[Math.floor(k / varying.length)]! * width + varying[k % varying.length]!]!) ? 0 : 1,
    ),
    leftOut,
  }
}

/** Undefined where no trial has a value. */
function filled(column: Float64Array, draw: Rng): Float64Array | undefined {
  const known = column.filter((unit) => Number.isFinite(unit))
  if (known.length === 0) return undefined
  return column.map((unit) => (Number.isFinite(unit) ? unit : known[draw.below(known.length)]!))
}

/** Their names while they are few. */
function untried(parameter: Feature["parameter"], column: Float64Array | undefined): string {
  if (parameter.kind !== "choice") return ""
  const tried = new Set(column)
  const names = parameter.values.filter((_, level) => !tried.has(level)).map((value) => String(value))
  return names.length <= 3 ? `: ${names.join(", ")}` : ""
}

const rows = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

const trials = (count: number): string => `${count} ${count === 1 ? "trial" : "trials"}`
