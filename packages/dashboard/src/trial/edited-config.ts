import type { Config, Json } from "@diapason/core"

/** A configuration that a person has written as JSON, or what is wrong with the text. */
export function editedConfig(text: string): { readonly config: Config } | { readonly problem: string } {
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch (error) {
    return { problem: `This is not JSON: ${(error as Error).message}` }
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { problem: 'A configuration is an object: { "lr": 0.01 }' }
  return { config: value as Config }
}
