/** Functional ANOVA by the model that predicts unseen trials better: a process with orthogonal parts, or a forest. */
import { rng, shuffle } from "@diapason/math"
import { cellsOf, type Cells } from "./cells.ts"
import { beginFrom, fittedProcess, type FittedProcess } from "./fitted-process.ts"
import { forestAlone } from "./forest-alone.ts"
import { forestAnova, grownForest, type GrownForest } from "./forest-anova.ts"
import { fewer, type Given } from "./given.ts"
import { processAlone, processAnova, processOnes } from "./process-anova.ts"
import type { DrawnShare, AnovaShares } from "./anova-shares.ts"

export type Model = "process" | "forest"

/** Which model is asked, by default the better one; how many trees; whether pairs are looked at. */
interface AnovaPlan {
  readonly model: Model | undefined
  readonly trees: number
  readonly pairs: boolean
  readonly seed: number
}

export interface Anova extends AnovaShares {
  readonly model: Model
  /** The cross-validated R² of each model that was asked. */
  readonly asked: Readonly<Partial<Record<Model, number>>>
  /** The features whose pairs were looked at. */
  readonly paired: readonly number[]
  /** What a feature alone does to the loss of each trial, in standard deviations of the losses; on average over the cube nothing. */
  alone(feature: number): Float64Array
  /** What each feature explains alone among some of the trials, 0..1, by a model of the same kind; undefined where it sees no reason. */
  among(some: Given): Generator<void, readonly number[] | undefined>
}

/** In short steps. Undefined where the losses do not vary, or a model sees no reason why. */
export function* anovaOf(given: Given, { model, trees, pairs, seed }: AnovaPlan): Generator<void, Anova | undefined> {
  const { features, losses } = given
  if (new Set(losses).size < 2 || features.length === 0) return undefined
  const process = model === "forest" ? undefined : yield* processOf(given, seed)
  const told = process === undefined ? {} : { process: process.r2 }
  if (process !== undefined && (model === "process" || process.r2 > clear)) return yield* ofProcess(given, process, told, pairs, seed)
  const cells = yield* cellsOf(features, given.units, losses)
  const forest = yield* grownForest(cells, losses, trees, seed)
  const asked = { forest: forest.r2, ...told }
  if (process !== undefined && process.r2 >= forest.r2) return yield* ofProcess(given, process, asked, pairs, seed)
  const paired = pairs ? leading(forest) : []
  const shares = yield* cautious(forest, cells, losses, pairsOf(paired), seed)
  return (
    shares && {
      ...shares,
      model: "forest",
      asked,
      paired,
      alone: (f) => atCells(forestAlone(forest, f), cells, f),
      among: (some) => forestAmong(some, trees, seed),
    }
  )
}

function* forestAmong({ features, units, losses }: Given, trees: number, seed: number): Generator<void, readonly number[] | undefined> {
  if (new Set(losses).size < 2) return undefined
  const found = yield* forestAnova(yield* grownForest(yield* cellsOf(features, units, losses), losses, trees, seed), [])
  return found?.ones.map(({ share }) => share)
}

/** A process that is this good needs no rival. */
const clear = 0.98

/** The process of these trials, of many a fair part; undefined where there are too many features for one. */
function* processOf(given: Given, seed: number): Generator<void, FittedProcess | undefined> {
  if (!processCan(given)) return undefined
  const known = fewer(given, mostOfProcess, seed)
  return yield* fittedProcess(known.features, known.units, known.losses, seed)
}

function* processAmong(
  process: FittedProcess,
  features: Given["features"],
  some: Given,
  seed: number,
): Generator<void, readonly number[] | undefined> {
  if (new Set(some.losses).size < 2) return undefined
  const known = fewer(some, mostOfProcess, seed)
  const begin = beginFrom(
    process,
    some.features.map(({ name }) => features.findIndex((feature) => feature.name === name)),
  )
  return yield* processOnes(yield* fittedProcess(known.features, known.units, known.losses, seed, begin), seed)
}

function* ofProcess(
  { features, units }: Given,
  process: FittedProcess,
  asked: Anova["asked"],
  pairs: boolean,
  seed: number,
): Generator<void, Anova | undefined> {
  const paired = pairs ? features.map((_, f) => f) : []
  const shares = yield* processAnova(process, pairsOf(paired), seed)
  const columnOf = (f: number) => Float64Array.from({ length: units.length / features.length }, (_, i) => units[i * features.length + f]!)
  return (
    shares && {
      ...shares,
      model: "process",
      asked,
      paired,
      alone: (f) => processAlone(process, f, columnOf(f)),
      among: (some) => processAmong(process, features, some, seed),
    }
  )
}

const pairsOf = (paired: readonly number[]): Pairs => paired.flatMap((f, k) => paired.slice(k + 1).map((g) => [f, g] as const))

const atCells = (heights: Float64Array, { codes, count }: Cells, f: number): Float64Array =>
  Float64Array.from(codes.subarray(f * count, (f + 1) * count), (cell) => heights[cell]!)

/**
 * A forest's shares, with what its model's error may have done to them. Trees see noise as if it were reasons: so much as they cannot predict
 * is taken off the lower bounds as they would divide losses that are shuffled, and the upper ones are as if nothing of it were in the share.
 */
function* cautious(
  forest: GrownForest,
  cells: Cells,
  losses: Float64Array,
  pairs: Pairs,
  seed: number,
): Generator<void, AnovaShares | undefined> {
  const shares = yield* forestAnova(forest, pairs)
  const shuffled = Float64Array.from(shuffle([...losses], rng(seed, 0, "bootstrap", 7)))
  const blind = yield* forestAnova(yield* grownForest(cells, shuffled, 16, seed), pairs)
  if (shares === undefined || blind === undefined) return shares
  const error = Math.min(1, Math.max(0, 1 - shares.r2))
  const widened = <S extends DrawnShare>(seen: S, chance: DrawnShare): S => ({
    ...seen,
    low: seen.low.map((low) => low - error * (seen.share + Math.max(...chance.high))),
    high: seen.high.map((high) => high / Math.max(0.1, 1 - error)),
  })
  return {
    ones: shares.ones.map((one, f) => widened(one, blind.ones[f]!)),
    pairs: shares.pairs.map((pair, p) => widened(pair, blind.pairs[p]!)),
    r2: shares.r2,
  }
}

type Pairs = readonly (readonly [number, number])[]

/** A process takes the cube of its trials in time. */
const mostOfProcess = 320
/** Features, and values of choices, up to which a process is asked. */
const mostFeatures = 32
const mostLevels = 64

const processCan = ({ features }: Given): boolean =>
  features.length <= mostFeatures && features.reduce((sum, { levels }) => sum + levels, 0) <= mostLevels

/** The features by which the trees cut most, in their order: as many as have no more pairs than can be looked at. */
function leading({ trees, edges }: GrownForest): number[] {
  const gains = edges.map((_, f) => trees.reduce((sum, tree) => sum + tree.gains[f]!, 0))
  const order = gains.map((_, f) => f).sort((a, b) => gains[b]! - gains[a]! || a - b)
  return order.slice(0, 24).sort((a, b) => a - b)
}
