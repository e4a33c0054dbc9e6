import { canonicalParameter } from "../canonical-parameter.ts"
import { jsonOrigin, type Origin } from "../origin.ts"
import type { ParameterJson } from "../parameter-json.ts"

/**
 * Reads one parameter of the one-line grammar, in either spelling: `1e-5..1e-1:log`, `log(1e-5, 1e-1)`, `adam,sgd`,
 * `0.5..0.99 if opt=sgd`. Gives its canonical JSON. Throws D101 to D107, D110, D117, D118, with the column.
 */
export const parseParameter = (text: string): { readonly json: ParameterJson } => ({
  json: canonicalParameter(text, unnamed(text)),
})

function unnamed(text: string): Origin {
  const { name: _, ...origin } = jsonOrigin("", text, "")
  return origin
}
