/**
 * The one text of a JSON value that the chain hashes: keys of objects sorted by UTF-16 code unit, no spaces, strings and numbers
 * as JSON.stringify writes them. So -0 is 0, a number that is not finite is null, an absent (undefined) member is left out, and a
 * lone surrogate is escaped, which keeps two of them apart. Two values that JSON.parse cannot tell apart but for the order of
 * their keys have the same text. O(n log k) for objects of k keys; recursion is as deep as the value.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value)
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "null"
  if (typeof value === "boolean") return value ? "true" : "false"
  if (typeof value !== "object" || value === null) return "null"
  return Array.isArray(value) ? list(value) : record(value as Readonly<Record<string, unknown>>)
}

function list(values: readonly unknown[]): string {
  let text = "["
  for (let i = 0; i < values.length; i++) text += (i === 0 ? "" : ",") + canonicalJson(values[i])
  return text + "]"
}

function record(values: Readonly<Record<string, unknown>>): string {
  let text = "{"
  for (const key of Object.keys(values).sort()) {
    const value = values[key]
    if (value === undefined) continue
    text += (text.length === 1 ? "" : ",") + JSON.stringify(key) + ":" + canonicalJson(value)
  }
  return text + "}"
}
