import { dominates, hypervolumeGain } from "@diapason/math"

/** How the front of a study grew. */
export interface FrontHistory {
  /** The trials that no other dominates, in the order in which they came. */
  readonly front: readonly number[]
  /** Each trial that improved the front, in order. */
  readonly steps: readonly FrontStep[]
  /** Which corner volumes are measured from, by objective, as losses. */
  readonly reference: Float64Array
  /** The best of each objective alone, as losses. */
  readonly ideal: Float64Array
}

export interface FrontStep {
  readonly trial: number
  /** How many trials had counted by then, itself among them. */
  readonly after: number
  /** Size of the front from then on. */
  readonly size: number
  /** The share of the box between the ideal and the reference that is dominated, 0..1. */
  readonly volume: number
}

/**
 * The front after each trial that improved it. `losses` are columns by trial, one for each objective, less is better; `trials` in the order of
 * their ends. The reference is the worst of each objective among all trials that have ended by now: as worse ones come, earlier volumes grow.
 * Equal points stand in the front together. Above four objectives volumes take too long and are NaN.
 */
export function frontHistory(losses: readonly Float64Array[], trials: ArrayLike<number>): FrontHistory {
  const [ideal, reference] = corners(losses, trials)
  const whole = ideal.reduce((product, best, m) => product * (reference[m]! - best), 1)
  let archive: readonly Member[] = []
  let recent: readonly Member[] = []
  let volume = 0
  const steps: FrontStep[] = []
  for (let i = 0; i < trials.length; i++) {
    const trial = trials[i]!
    const point = Float64Array.from(losses, (column) => column[trial]!)
    const better = recent.find((member) => dominates(member.point, point)) ?? archive.find((member) => dominates(member.point, point))
    if (better !== undefined) {
      // What beat one trial beats most of the others; it counts also when it has left the front, since what beat it is better still.
      if (recent[0] !== better) recent = [better, ...recent.filter((member) => member !== better)].slice(0, 8)
      continue
    }
    volume += gainOf(point, archive, reference)
    archive = [...archive.filter((member) => !dominates(point, member.point)), { trial, point }]
    steps.push({ trial, after: i + 1, size: archive.length, volume: whole > 0 ? Math.min(1, volume / whole) : 1 })
  }
  return { front: archive.map(({ trial }) => trial), steps, reference, ideal }
}

interface Member {
  readonly trial: number
  readonly point: Float64Array
}

const gainOf = (point: Float64Array, archive: readonly Member[], reference: Float64Array): number =>
  reference.length > mostObjectives
    ? NaN
    : hypervolumeGain(
        point,
        archive.map((member) => member.point),
        reference,
      )

const mostObjectives = 4

function corners(losses: readonly Float64Array[], trials: ArrayLike<number>): readonly [Float64Array, Float64Array] {
  const best = new Float64Array(losses.length).fill(Infinity)
  const worst = new Float64Array(losses.length).fill(-Infinity)
  for (let i = 0; i < trials.length; i++)
    losses.forEach((column, m) => {
      best[m] = Math.min(best[m]!, column[trials[i]!]!)
      worst[m] = Math.max(worst[m]!, column[trials[i]!]!)
    })
  return [best, worst]
}
