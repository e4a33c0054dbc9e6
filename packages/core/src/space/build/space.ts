import { spaceFromJson } from "../from-json.ts"
import type { Space } from "../space.ts"
import { jsonOf } from "./composite.ts"
import type { ConfigOf, Specs } from "./spec.ts"

/**
 * A search space from parameters by name: `space({ lr: log(1e-5, 1e-1), units: int(16, 512) })`. `constraints` are expressions
 * over the names that every configuration fulfils: `"width * layers <= 2048"`. Throws what `spaceFromJson` throws.
 */
export const space = <const S extends Specs>(
  parameters: S,
  { constraints = [] }: { readonly constraints?: readonly string[] } = {},
): Space<ConfigOf<S>> => spaceFromJson(jsonOf(parameters), constraints) as Space<ConfigOf<S>>
