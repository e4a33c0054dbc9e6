import type { Definition } from "../event/definition.ts"
import { spaceFromJson } from "../space/from-json.ts"
import { historyOf } from "../space/history.ts"

/** A definition of which only the problem must be said. */
export type Wanted = Pick<Definition, "name" | "space" | "objectives"> & Partial<Definition>

/** The definition of a study that begins: what was not said is as usual, and its space says nothing of one before. Throws D1xx. */
export function definitionOf(wanted: Wanted): Definition {
  const space = historyOf(spaceFromJson(wanted.space).json).space
  return { seed: 0, sampler: { type: "auto" }, scheduler: { type: "auto" }, budget: {}, ...wanted, space }
}
