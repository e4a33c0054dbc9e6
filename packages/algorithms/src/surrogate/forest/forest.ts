/** A random forest (Breiman 2001): trees that differ by the rows they count and by where they cut. Only how they split; `prediction` adds the values. */
import { rng } from "@diapason/math"
import { grow } from "./grow.ts"
import type { Rows } from "./rows.ts"
import type { Tree } from "./tree.ts"

export interface Forest {
  readonly trees: readonly Tree[]
  /** What the splits on each column gained in all trees, as a share of the whole; all 0 without a split. */
  readonly gains: Float64Array
}

/** Rows with their values. */
export interface Told {
  /** In the order of their trials' numbers, so that the same set gives the same forest to the last bit. */
  readonly rows: Rows
  readonly values: Float64Array
  /** For each row, how often it counts in each tree. */
  readonly bags: readonly Uint8Array[]
}

interface Growth {
  readonly trees: number
  /** Rows in a leaf, at least. */
  readonly leaf: number
  readonly seed: number
}

/** Grows a forest; O(trees × columns × n log n). */
export function forest({ rows, values, bags }: Told, { trees, leaf, seed }: Growth): Forest {
  const gains = new Float64Array(rows.columns)
  const grown = Array.from({ length: trees }, (_, t) => {
    const weights = Uint8Array.from(bags, (counts) => counts[t]!)
    return grow({ rows, values, weights }, leaf, rng(seed, rows.count, "forest.split", t), gains)
  })
  const sum = gains.reduce((total, gain) => total + gain, 0)
  return { trees: grown, gains: gains.map((gain) => (sum > 0 ? gain / sum : 0)) }
}
