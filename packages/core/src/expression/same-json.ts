import type { Json } from "../event/json.ts"

/** Whether two JSON values are equal; the order of an object's keys does not count. -0 equals 0. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item: Json, i) => sameJson(item, (b as readonly Json[])[i]!))
  if (Array.isArray(b)) return false
  const [left, right] = [a as { readonly [key: string]: Json }, b as { readonly [key: string]: Json }]
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key]!, right[key]!))
}
