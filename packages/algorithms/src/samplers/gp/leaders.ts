/** The trials near which a search for the best point begins. */
import { compareQuality, quality } from "../quality-order.ts"
import { isFeasible } from "./feasible.ts"
import type { Seen } from "./history.ts"
import type { Target } from "./target.ts"

/** The best trials of one objective. */
export const bestOf = (history: readonly Seen[], count: number): Seen[] =>
  history.toSorted((a, b) => compareQuality(quality(a.outcome), quality(b.outcome)) || a.number - b.number).slice(0, count)

/** The trials of least value in a target, those that keep all limits before others. */
export function leastOf({ seen, values }: Target, count: number): Seen[] {
  const ranked = seen.map((one, i) => ({ one, lost: isFeasible(one) ? 0 : 1, value: values[i]! }))
  ranked.sort((a, b) => a.lost - b.lost || a.value - b.value)
  return ranked.slice(0, count).map(({ one }) => one)
}
