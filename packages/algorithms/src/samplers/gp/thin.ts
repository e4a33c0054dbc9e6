/**
 * Which trials a model is made of when there are too many: the best, the newest, and a share of the rest chosen by a keyed hash of
 * the number, so that the choice depends on the set of trials alone.
 */
import { hash32 } from "@diapason/math"
import type { Target } from "./target.ts"

/** Places in the target, ascending; at most `best + newest + thinned` of them. */
export function thin({ seen, values }: Target, seed: number, { best, newest, thinned }: Shares): number[] {
  const all = Array.from({ length: seen.length }, (_, i) => i)
  if (all.length <= best + newest + thinned) return all
  const kept = new Set(all.slice(all.length - newest))
  const byValue = all.toSorted((a, b) => values[a]! - values[b]! || a - b)
  for (let i = 0; i < byValue.length && kept.size < best + newest; i++) kept.add(byValue[i]!)
  const hashes = all.map((i) => hash32(seed, "gp.thin", seen[i]!.number))
  const byHash = all.toSorted((a, b) => hashes[a]! - hashes[b]! || a - b)
  for (let i = 0; i < byHash.length && kept.size < best + newest + thinned; i++) kept.add(byHash[i]!)
  return [...kept].sort((a, b) => a - b)
}

interface Shares {
  readonly best: number
  readonly newest: number
  readonly thinned: number
}
