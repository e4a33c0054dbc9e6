/** The JSON object on a line, or why there is none. Takes what Python's `json.dumps` writes. */
export function parseLine(line: string): { readonly object: Readonly<Record<string, unknown>> } | { readonly why: string } {
  const value = parseLeniently(line)
  if (value === undefined) return { why: "not a JSON value" }
  const plain = typeof value.json === "object" && value.json !== null && !Array.isArray(value.json)
  return plain ? { object: value.json as Readonly<Record<string, unknown>> } : { why: "not a JSON object" }
}

/**
 * The value of a JSON text; undefined where it is none. The bare words NaN, Infinity and -Infinity outside of strings, which Python
 * writes, become the words of the protocol.
 */
export const parseLeniently = (text: string): { readonly json: unknown } | undefined =>
  parse(text) ?? (bareWord.test(text) ? parse(quoteBareWords(text)) : undefined)

function parse(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

const bareWord = /NaN|Infinity/

const quoteBareWords = (line: string): string =>
  line.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : found.endsWith("NaN") ? '"nan"' : found.startsWith("-") ? '"-inf"' : '"inf"',
  )
