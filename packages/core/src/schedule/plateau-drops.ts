/** When the rate is lowered because the loss no longer falls. */
interface PlateauRule {
  readonly patience: number
  readonly threshold: number
  readonly cooldown: number
}

/**
 * How often the rate has been lowered after these losses, in the order of their reports; smaller is better. A loss counts as better when
 * it is below the best so far by more than `threshold` of it; after more than `patience` others in a row the rate is lowered, and for the
 * next `cooldown` reports none counts. What is no number counts as not better. The rule of PyTorch's ReduceLROnPlateau, but for a best
 * loss below 0, where a share of it is still an improvement downward.
 */
export function plateauDrops(losses: readonly number[], { patience, threshold, cooldown }: PlateauRule): number {
  let [best, bad, rest, drops] = [Infinity, 0, 0, 0]
  for (const loss of losses) {
    if (best === Infinity ? loss < best : loss < best - threshold * Math.abs(best)) {
      best = loss
      bad = 0
    } else bad++
    if (rest > 0) {
      rest--
      bad = 0
    }
    if (bad > patience) {
      drops++
      rest = cooldown
      bad = 0
    }
  }
  return drops
}
