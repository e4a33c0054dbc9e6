import type { Json } from "../event/json.ts"
import { canonicalSpace } from "./canonical-parameter.ts"
import { jsonOrigin } from "./origin.ts"
import { builtGraph } from "./network/built-graph.ts"
import type { Flat } from "./parameter.ts"
import { planOf } from "./plan-of.ts"
import type { Space } from "./space.ts"

/**
 * The space that a JSON form describes; a string in place of a parameter is the one-line grammar. `constraints` are expressions
 * over its parameters. The result's `json` is canonical, and reading that again gives an equal space.
 * Throws D101 to D111, D113 (a default outside its domain), D117, D118 and D190 to D196, each pointing at its place.
 */
export function spaceFromJson(json: Readonly<Record<string, unknown>>, constraints: readonly string[] = []): Space {
  const canonical = canonicalSpace(json, (name, value) => jsonOrigin(name, value, `space.${name}`))
  const draft = { json: canonical as unknown as Readonly<Record<string, Json>>, parameters: [], constraints }
  const { parameters, networks } = planOf(draft)
  if (networks.length === 0) return { ...draft, parameters }
  return {
    ...draft,
    parameters,
    networks: networks.map((network) => ({ ...network, graph: (flat: Flat) => builtGraph(network.layout, flat) })),
  }
}
