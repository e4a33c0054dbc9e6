import { canonicalParameter } from "../canonical-parameter.ts"
import { refuseName } from "../name.ts"
import { spotInText } from "../../errors/spot.ts"
import { fault } from "../../errors/fault.ts"
import { jsonOrigin } from "../origin.ts"
import type { ParameterJson } from "../parameter-json.ts"

/** Reads `lr=1e-5..1e-1:log`, the `NAME=SPEC` of the command line. Throws what `parseParameter` throws, and D109 for the name. */
export function parseAssignment(text: string): { readonly name: string; readonly json: ParameterJson } {
  const equals = text.indexOf("=")
  if (equals < 0) throw fault("D102", { ...spotInText(text, text.length), expected: '"=" and what to search', found: "the end" })
  const name = text.slice(0, equals).trim()
  refuseName(name, () => spotInText(text, 0))
  const spec = text.slice(equals + 1).trim()
  return { name, json: canonicalParameter(spec, jsonOrigin(name, spec, "")) }
}
