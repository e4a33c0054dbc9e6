/** A generation from best to worst: by quality, so that limits go before losses; with several objectives fronts go before their first loss. */
import { nonDominatedFronts } from "@diapason/math"
import type { Seen } from "../gp/history.ts"
import { compareQuality, quality, type Quality } from "../quality-order.ts"

interface Ranked {
  readonly seen: Seen
  readonly quality: Quality
}

export function ranked(members: readonly Seen[], objectives: number): Ranked[] {
  const all = members.map((seen) => ({ seen, quality: quality(seen.outcome) }))
  const front = objectives > 1 ? frontsOf(all) : new Map<Ranked, number>()
  const place = (one: Ranked): number => front.get(one) ?? 0
  return all.sort(
    (a, b) =>
      a.quality.rank - b.quality.rank ||
      place(a) - place(b) ||
      (objectives > 1 && a.quality.rank === 0 ? 0 : compareQuality(a.quality, b.quality)) ||
      a.seen.number - b.seen.number,
  )
}

/** The front of each that is complete and keeps all limits. */
function frontsOf(all: readonly Ranked[]): Map<Ranked, number> {
  const complete = all.filter(({ quality }) => quality.rank === 0)
  const losses = complete.map(({ seen: { outcome } }) => (outcome.kind === "complete" ? outcome.losses : []))
  return new Map(nonDominatedFronts(losses).flatMap((front, f) => front.map((i): [Ranked, number] => [complete[i]!, f])))
}
