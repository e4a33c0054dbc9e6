/** Trials as the trees take them. */
import type { Ask } from "@diapason/core"
import type { Told } from "../../surrogate/forest/forest.ts"
import type { Lies } from "../../surrogate/forest/prediction.ts"
import type { Rows } from "../../surrogate/forest/rows.ts"
import type { Seen } from "../gp/history.ts"
import { imputed } from "./imputed.ts"
import type { ForestState } from "./state.ts"

/** The trials at some places of a target, with the values given to them. */
export function toldOf({ codes, samples }: ForestState, seen: readonly Seen[], values: Float64Array, places: readonly number[]): Told {
  const taken = places.map((i) => samples.get(seen[i]!.number)!)
  return {
    rows: stacked(
      codes,
      taken.map(({ row }) => row),
    ),
    values: Float64Array.from(places, (i) => values[i]!),
    bags: taken.map(({ bag }) => bag),
  }
}

/** Running trials, as if each had ended with `value`. */
export function liesOf({ cube, codes }: ForestState, pending: Ask["pending"], value: number): Lies {
  return {
    rows: stacked(
      codes,
      pending.map(({ flat }) => imputed(cube, flat)),
    ),
    value,
  }
}

function stacked(levels: Int32Array, rows: readonly Float64Array[]): Rows {
  const at = new Float64Array(rows.length * levels.length)
  for (const [i, row] of rows.entries()) at.set(row, i * levels.length)
  return { count: rows.length, columns: levels.length, at, levels }
}
