/**
 * The trials of an evidence as analysis by models takes them: with finite losses, so many at most, without gaps, the losses clipped where only
 * the good region is asked about.
 */
import { rng, type Rng } from "@diapason/math"
import type { Evidence, Feature, LeftOut } from "./evidence.ts"
import { someOf } from "./some-of.ts"

export interface Given {
  /** The trials, by their places in what they were taken from. */
  readonly looked: readonly number[]
  readonly features: readonly Feature[]
  /** Trials × features; where a feature was not active a value drawn from those it had: it changes nothing there, and a model shall see that. */
  readonly units: Float64Array
  readonly losses: Float64Array
  /** Trials × features: 1 where the feature was active. */
  readonly active: Uint8Array
  readonly leftOut: readonly LeftOut[]
}

/** At most `most` trials, drawn where there are more. `top` in (0, 1]: losses beyond this quantile count as equal to it. */
export function* given(evidence: Evidence, most: number, top: number, seed: number): Generator<void, Given> {
  const finite = rows(evidence.losses.length).filter((i) => Number.isFinite(evidence.losses[i]))
  const taken = someOf(finite.length, most, seed).map((k) => finite[k]!)
  const leftOut = [...evidence.leftOut]
  const lost = evidence.losses.length - finite.length
  if (lost > 0) leftOut.push({ what: trials(lost), why: "without a finite value" })
  if (taken.length < finite.length)
    leftOut.push({ what: trials(finite.length - taken.length), why: `beyond the ${most} that are looked at, which were drawn` })
  return yield* among(evidence, taken, leftOut, top, rng(seed, 0, "bootstrap", 4))
}

/** At most so many of the trials, drawn. */
export function fewer(all: Given, most: number, seed: number): Given {
  return all.losses.length <= most ? all : picked(all, someOf(all.losses.length, most, seed))
}

/** The trials in which a feature was active, with the features that vary among them. */
export function whereActive(all: Given, feature: number): Given {
  const width = all.features.length
  const looked = rows(all.losses.length).filter((i) => all.active[i * width + feature] === 1)
  const { units, losses, active } = picked(all, looked)
  const among = rows(losses.length)
  const varying = rows(width).filter((f) => new Set(among.map((i) => units[i * width + f]!)).size > 1)
  const of = (from: Float64Array | Uint8Array): number[] => among.flatMap((i) => varying.map((f) => from[i * width + f]!))
  return {
    looked,
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
    looked: picks,
    features,
    units: Float64Array.from(picks.flatMap((i) => [...units.subarray(i * width, (i + 1) * width)])),
    losses: Float64Array.from(picks, (i) => losses[i]!),
    active: Uint8Array.from(picks.flatMap((i) => [...active.subarray(i * width, (i + 1) * width)])),
    leftOut: [],
  }
}

function* among(
  { features, units, losses }: Evidence,
  picks: readonly number[],
  leftOut: LeftOut[],
  top: number,
  draw: Rng,
): Generator<void, Given> {
  const width = features.length
  const varying: { readonly feature: Feature; readonly bare: Float64Array; readonly column: Float64Array }[] = []
  for (const [f, feature] of features.entries()) {
    const bare = Float64Array.from(picks, (i) => units[i * width + f]!)
    const column = filled(bare, draw.fork(f))
    const tried = new Set(column)
    if (column !== undefined && tried.size > 1) varying.push({ feature, bare, column })
    else leftOut.push({ what: feature.name, why: "took one value in the trials that are looked at" })
    if (feature.levels > tried.size) leftOut.push(untried(feature, tried))
    if (f % 16 === 15) yield
  }
  const kept = picks.map((i) => losses[i]!)
  const limit = kept.slice().sort((a, b) => a - b)[Math.max(0, Math.ceil(top * kept.length) - 1)] ?? Infinity
  return {
    looked: picks,
    features: varying.map(({ feature }) => feature),
    units: beside(
      varying.map(({ column }) => column),
      picks.length,
    ),
    losses: Float64Array.from(kept, (loss) => Math.min(loss, limit)),
    active: Uint8Array.from(
      beside(
        varying.map(({ bare }) => bare),
        picks.length,
      ),
      (unit) => (Number.isNaN(unit) ? 0 : 1),
    ),
    leftOut,
  }
}

/** Columns as rows. */
function beside(columns: readonly Float64Array[], count: number): Float64Array {
  const rows = new Float64Array(count * columns.length)
  columns.forEach((column, f) => {
    for (let i = 0; i < count; i++) rows[i * columns.length + f] = column[i]!
  })
  return rows
}

/** Undefined where no trial has a value. */
function filled(column: Float64Array, draw: Rng): Float64Array | undefined {
  const known = column.filter((unit) => Number.isFinite(unit))
  if (known.length === 0) return undefined
  return column.map((unit) => (Number.isFinite(unit) ? unit : known[draw.below(known.length)]!))
}

/** Values of a choice that no trial has, with their names while they are few. */
function untried({ name, levels, parameter }: Feature, tried: ReadonlySet<number>): LeftOut {
  const values = parameter.kind === "choice" ? parameter.values : []
  const names = values.filter((_, level) => !tried.has(level)).map((value) => String(value))
  const which = names.length > 0 && names.length <= 3 ? `: ${names.join(", ")}` : ""
  return { what: `${levels - tried.size} of ${levels} values of ${name}`, why: `never tried${which}` }
}

const rows = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

const trials = (count: number): string => `${count} ${count === 1 ? "trial" : "trials"}`
