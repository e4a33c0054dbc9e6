import type { Json } from "../event/json.ts"
import { canonicalSpace } from "./canonical-parameter.ts"
import { jsonOrigin } from "./origin.ts"
import { planOf } from "./plan-of.ts"
import type { Space } from "./space.ts"

/**
 * The space that a JSON form describes; a string in place of a parameter is the one-line grammar. `constraints` are expressions
 * over its parameters. The result's `json` is canonical, and reading that again gives an equal space.
 * Throws D101 to D111, D113 (a default outside its domain), D117 and D118, each pointing at its place.
 */
export function spaceFromJson(json: Readonly<Record<string, unknown>>, constraints: readonly string[] = []): Space {
  const canonical = canonicalSpace(json, (name, value) => jsonOrigin(name, value, `space.${name}`))
  const draft = { json: canonical as unknown as Readonly<Record<string, Json>>, parameters: [], constraints }
  const { parameters } = planOf(draft)
  return { ...draft, parameters }
}
