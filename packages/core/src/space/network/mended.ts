import type { Flat } from "../parameter.ts"
import { planOf } from "../plan-of.ts"
import type { Space } from "../space.ts"
import { mendedCell } from "./cell-edges.ts"

/** The configuration with each cell that could not be built made one that can; itself where there is none. */
export function mended(space: Space, flat: Flat): Flat {
  let sound = flat
  for (const { layout } of planOf(space).networks)
    if (layout.kind === "cell" && flat[layout.edges[0]!.name] !== undefined) sound = mendedCell(layout, sound)
  return sound
}
