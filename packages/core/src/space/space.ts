import type { Json } from "../event/json.ts"
import type { NetworkParameter } from "./network/graph.ts"
import type { Parameter } from "./parameter.ts"

/**
 * A search space: what a study may choose. `C` is the static type of its configurations.
 * Made by `space({...})` in code or `spaceFromJson` from its JSON form; a plain value, never changed.
 */
export interface Space<C = unknown> {
  /** The canonical JSON form, in the order of declaration; `spaceFromJson(space.json)` gives an equal space. */
  readonly json: Readonly<Record<string, Json>>
  /** The primitives, each after the parents of its condition. */
  readonly parameters: readonly Parameter[]
  /** Expressions over parameters only that every configuration fulfils, in their source form. */
  readonly constraints: readonly string[]
  /** The networks that some of the primitives describe; absent where there are none. */
  readonly networks?: readonly NetworkParameter[]
  /** Only for the compiler. */
  readonly config?: C
}

/** The static type of the configurations of a space: `Infer<typeof s>`. */
export type Infer<S> = S extends Space<infer C> ? C : never
