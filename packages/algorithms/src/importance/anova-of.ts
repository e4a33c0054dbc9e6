/** Functional ANOVA by the model that predicts unseen trials better: a process with orthogonal parts, or a forest. */
import { rng, shuffle } from "@diapason/math"
import { cellsOf, type Cells } from "./cells.ts"
import { fittedProcess } from "./fitted-process.ts"
import { forestAnova, grownForest, type GrownForest } from "./forest-anova.ts"
import { fewer, type Given } from "./given.ts"
import { processAnova } from "./process-anova.ts"
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
}

/** In short steps. Undefined where the losses do not vary, or a model sees no reason why. */
export function* anovaOf(given: Given, { model, trees, pairs, seed }: AnovaPlan): Generator<void, Anova | undefined> {
  const { features, units, losses } = given
  if (new Set(losses).size < 2 || features.length === 0) return undefined
  const cells = yield* cellsOf(features, units, losses)
  const forest = yield* grownForest(cells, losses, trees, seed)
  const known = fewer(given, mostOfProcess, seed)
  const process =
    model !== "forest" && processCan(given) ? yield* fittedProcess(known.features, known.units, known.losses, seed) : undefined
  const paired = pairs ? leading(forest) : []
  const twos = paired.flatMap((f, k) => paired.slice(k + 1).map((g) => [f, g] as const))
  const taken = process !== undefined && (model === "process" || process.r2 >= forest.r2) ? process : undefined
  const shares = taken !== undefined ? yield* processAnova(taken, twos, seed) : yield* cautious(forest, cells, losses, twos, seed)
  if (shares === undefined) return undefined
  const asked = { forest: forest.r2, ...(process !== undefined && { process: process.r2 }) }
  return { ...shares, model: taken === undefined ? "forest" : "process", asked, paired }
}

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
