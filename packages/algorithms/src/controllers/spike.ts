import { middle } from "./middle.ts"

/**
 * The index of the report at which a loss left its course and did not come back: above the median of the 20 losses before it by more
 * than six deviations, and every later one, three at least, by more than three. Undefined where there is none, and while fewer than
 * ten losses say what the course is. A deviation is that of the losses around their median, and at least a hundredth of it, so that
 * the flat end of a noiseless curve is not all spikes.
 */
export function spikeAt(losses: readonly number[]): number | undefined {
  const n = losses.length
  for (let s = Math.max(fewest, n - span); s < n - returns; s++) {
    const before = losses.slice(Math.max(0, s - span), s).filter(Number.isFinite)
    if (before.length < fewest) continue
    const { median, deviation } = middle(before)
    const unit = Math.max(deviation, 0.01 * Math.abs(median))
    if (losses[s]! > median + 6 * unit && losses.slice(s + 1).every((loss) => loss > median + 3 * unit)) return s
  }
  return undefined
}

/** Losses that say what the course is; and how far back a spike is looked for. */
const span = 20
const fewest = 10
/** Reports in which it may come back by itself. */
const returns = 3
