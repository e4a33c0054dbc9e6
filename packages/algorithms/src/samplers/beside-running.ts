import { canonicalJson, configKey, type Ask, type Flat, type Json } from "@diapason/core"

/**
 * Whether a configuration is none of those that run. With ten thousand workers this is asked at each ask with ten thousand running, so a
 * key is made once for each of them. `many`: whether many configurations will be asked about, as where a finite space is walked.
 */
export function besideRunning(pending: Ask["pending"], many: boolean): (flat: Flat) => boolean {
  if (pending.length === 0) return () => true
  // Most draws of an endless space differ from a running one in the first value that is compared.
  if (!many) return (flat) => !pending.some((one) => sameFlat(one.flat, flat))
  const running = new Set(pending.map(({ flat }) => runningKey(flat)))
  return (flat) => !running.has(configKey(flat))
}

function sameFlat(a: Flat, b: Flat): boolean {
  for (const name in a) if (!sameValue(a[name]!, b[name])) return false
  for (const name in b) if (!Object.hasOwn(a, name)) return false
  return true
}

/** Graphs are objects; everything else is compared as it is. */
const sameValue = (a: Json, b: Json | undefined): boolean =>
  a === b || (typeof a === "object" && b !== undefined && canonicalJson(a) === canonicalJson(b))

const keys = new WeakMap<Flat, string>()

function runningKey(flat: Flat): string {
  let key = keys.get(flat)
  if (key === undefined) keys.set(flat, (key = configKey(flat)))
  return key
}
