/** How a smoothed loss stands. */
interface Standstill {
  /** The least it has been; Infinity before any finite loss. */
  readonly best: number
  /** How many losses have come since it last fell. */
  readonly idle: number
}

/**
 * Smooths losses by a moving average that keeps 0.9 of itself, and counts those since it last fell by the part `tolerance` of its best.
 * A loss that is not finite counts, and is not taken into the average.
 */
export function standstill(losses: readonly number[], tolerance: number): Standstill {
  let smooth = NaN
  let best = Infinity
  let idle = 0
  for (const loss of losses) {
    if (Number.isFinite(loss)) smooth = Number.isNaN(smooth) ? loss : 0.9 * smooth + 0.1 * loss
    if (best === Infinity ? Number.isFinite(smooth) : smooth < best - tolerance * Math.abs(best)) {
      best = smooth
      idle = 0
    } else idle++
  }
  return { best, idle }
}
