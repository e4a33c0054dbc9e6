import { fault, type Chosen } from "@diapason/core"

/** A sampler or scheduler by its name, or as JSON with its settings: `{"type":"pbt","population":4}`. Throws D140. */
export function readAlgorithm(flag: string, text: string): string | Chosen {
  if (!text.trim().startsWith("{")) return text
  const json = parsed(text)
  if (typeof json?.["type"] === "string") return json as Chosen
  throw fault("D140", { flag, text, expected: 'a name, or JSON as in {"type":"pbt","population":4},' })
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}
