import { printParameter, type Json, type ParameterJson } from "@diapason/core"

/** A parameter in one line, as it would be typed: `log(1e-05, 0.1)`. */
export function grammarText(json: Json): string {
  if (typeof json === "string") return json
  try {
    return printParameter(json as unknown as ParameterJson)
  } catch {
    return JSON.stringify(json)
  }
}
