/**
 * The trust region as a fold over the finished trials in the order of their numbers, so that the order in which they arrived does not
 * matter: which trials belong to it, its best, its side. One that has become too small is given up, and the next begins with nothing.
 */
import { compareQuality, quality } from "../quality-order.ts"
import type { Cube } from "../gp/cube.ts"
import type { Seen } from "../gp/history.ts"
import { firstSide, isSpent, judged, type Side } from "./side.ts"

export interface Region {
  /** Regions that were given up before it. */
  readonly past: number
  /** Its trials, by number. */
  readonly members: readonly Seen[]
  /** Members that told a loss. */
  readonly informed: number
  readonly best: Seen | undefined
  readonly side: Side
}

/** By what a region is judged. */
export interface Terms {
  /** Trials with a loss that each begins with; they are neither success nor failure. */
  readonly startup: number
  /** Failures in a row that halve the side. */
  readonly patience: number
}

/** O(n). */
export function regionOf(history: readonly Seen[], cube: Cube, terms: Terms): Region {
  let region = begun(0)
  let left: Seen | undefined
  for (const seen of history) {
    // Asked for when the last region was there, and finished after its end.
    if (left !== undefined && isNear(cube, left.row, seen.row)) continue
    join(region, seen, terms)
    if (!isSpent(region.side)) continue
    left = region.best
    region = begun(region.past + 1)
  }
  return region
}

interface Growing extends Region {
  readonly members: Seen[]
  informed: number
  best: Seen | undefined
  side: Side
  /** The middle of the losses that it began with. */
  middle: number
}

const begun = (past: number): Growing => ({ past, members: [], informed: 0, best: undefined, side: firstSide, middle: Infinity })

function join(region: Growing, seen: Seen, { startup, patience }: Terms): void {
  const { best, middle } = region
  region.members.push(seen)
  if (region.informed >= startup) region.side = judged(region.side, best === undefined || isSuccess(seen, best, middle), patience)
  if (best === undefined || compareQuality(quality(seen.outcome), quality(best.outcome)) < 0) region.best = seen
  if (seen.outcome.kind === "crashed" || seen.outcome.losses.length === 0) return
  region.informed++
  if (region.informed === startup) region.middle = middleOf(region.members)
}

/** Better than the best; a loss by more than a thousandth of what lies between the best and the middle of the beginning. */
function isSuccess(seen: Seen, best: Seen, middle: number): boolean {
  const [now, before] = [quality(seen.outcome), quality(best.outcome)]
  if (now.rank > 0 || before.rank > 0) return compareQuality(now, before) < 0
  const gap = middle - before.first
  return before.first - now.first > (gap > 0 && gap < Infinity ? enough * gap : 0)
}

function middleOf(members: readonly Seen[]): number {
  const losses = members.flatMap(({ outcome }) => (outcome.kind === "complete" ? [outcome.losses[0]!] : [])).toSorted((a, b) => a - b)
  return losses[losses.length >> 1] ?? Infinity
}

const isNear = ({ category }: Cube, a: Float64Array, b: Float64Array): boolean =>
  a.every((u, c) => (category[c] === 1 ? u === b[c] : Math.abs(u - b[c]!) < near))

const enough = 1e-3

/** Larger than half of a region's side when it is given up, by the stretch of its longest coordinates. */
const near = 0.05
