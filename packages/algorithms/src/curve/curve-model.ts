/**
 * Extrapolates learning curves: mean and standard deviation of a curve's value at any step, from the points that are known. A mixture of
 * parametric shapes in closed form, without training or draws; what complete curves looked like is learned as they come, and how far off
 * predictions were widens the next ones. Good for curves that fall or rise towards a level; it does not know warm-ups and drops of a
 * learning rate. A belief costs some 10 µs and a point 2; nothing grows with the study.
 */
import { shapesAt } from "./basis.ts"
import { calibration, knots } from "./calibration.ts"
import { experience } from "./experience.ts"
import { mixtureOf, predicted, type Scale } from "./mixture.ts"
import { ownScale, sharedScale } from "./scale.ts"
import { addPoint, copied, noSums, type Sums } from "./sums.ts"

/** A value that is to come, in the units of the losses. */
export interface Foreseen {
  readonly mean: number
  /** Standard deviation, the noise of a report included. */
  readonly sd: number
}

/** The points of one curve that are known, as sums. */
export interface Traced {
  readonly sums: Sums
  least: number
  greatest: number
  /** The greatest step; 0 before the first point. */
  last: number
}

export interface CurveModel {
  /** How many complete curves it has learned from; the first 256 are enough. */
  readonly curves: number
  /** Takes a point in, in place; passes over one at a step of 0 or less, and a loss that is not finite. */
  extend(traced: Traced, step: number, loss: number): Traced
  /** Takes in a complete curve, by rising step; its last point is the value that was to be foreseen. Some 0.2 ms and 2 µs a point. */
  learn(steps: readonly number[], losses: readonly number[]): void
  /** What is believed of a curve at any step above 0, of reports there and in between too. The answer is as of the call, whatever is learned later. */
  believe(traced: Traced): (step: number) => Foreseen
}

/** A curve of which nothing is known. */
export const untraced = (): Traced => ({ sums: noSums(), least: Infinity, greatest: -Infinity, last: 0 })

/** The same points, to grow apart. */
export const branched = (traced: Traced): Traced => ({ ...traced, sums: copied(traced.sums) })

/** `max`, above 0, is the last step of a full run. The same curves in the same order make the same model. */
export function curveModel(max: number): CurveModel {
  const first: Points[] = []
  const widths = calibration()
  const known = new Map<number, Float64Array>()
  let scale: Scale | undefined
  let learned = experience({ low: 0, range: 1 })
  let curves = 0

  function shapesOf(step: number): Float64Array {
    const values = known.get(step) ?? shapesAt(step / max)
    if (known.size < remembered) known.set(step, values)
    return values
  }

  function extend(traced: Traced, step: number, loss: number): Traced {
    if (!(step > 0) || !Number.isFinite(loss)) return traced
    addPoint(traced.sums, shapesOf(step), loss)
    traced.least = Math.min(traced.least, loss)
    traced.greatest = Math.max(traced.greatest, loss)
    traced.last = Math.max(traced.last, step)
    return traced
  }

  function believe({ sums, least, greatest, last }: Traced): (step: number) => Foreseen {
    const { low, range } = scale ?? ownScale(least, greatest)
    const mixture = mixtureOf(sums, { low, range }, learned.prior())
    const width = widths.factor(last / max) * range
    return (step) => {
      const { mean, sd } = predicted(mixture, shapesOf(step))
      return { mean: low + range * mean, sd: width * sd }
    }
  }

  /** What would have been foreseen of its end at each knot, and how far off that was; all its points, traced. */
  function examined({ steps, losses }: Points): Traced {
    const traced = untraced()
    const end = steps.length - 1
    let place = 0
    for (const [i, step] of steps.entries()) {
      for (; place < knots.length && step > knots[place]! * max; place++) {
        if (traced.sums.n === 0) continue
        const { low, range } = scale ?? ownScale(traced.least, traced.greatest)
        const { mean, sd } = predicted(mixtureOf(traced.sums, { low, range }, learned.prior()), shapesOf(steps[end]!))
        widths.add(place, Math.abs((losses[end]! - low) / range - mean) / sd)
      }
      extend(traced, step, losses[i]!)
    }
    return traced
  }

  return {
    get curves() {
      return curves
    },
    extend,
    believe,
    learn(steps, losses) {
      const points = usable(steps, losses)
      if (points.steps.length === 0 || curves >= most) return
      const { sums } = examined(points)
      curves++
      if (first.length < settled) first.push(points)
      if (first.length === curves && (curves & (curves - 1)) === 0) {
        scale = sharedScale(first)
        learned = experience(scale)
        for (const { steps, losses } of first)
          learned.add(steps.reduce((sums, step, i) => addPoint(sums, shapesOf(step), losses[i]!), noSums()))
      } else learned.add(sums)
    },
  }
}

interface Points {
  readonly steps: readonly number[]
  readonly losses: readonly number[]
}

function usable(steps: readonly number[], losses: readonly number[]): Points {
  const kept = steps.flatMap((step, i) => (step > 0 && Number.isFinite(losses[i]) ? [i] : []))
  return { steps: kept.map((i) => steps[i]!), losses: kept.map((i) => losses[i]!) }
}

/** The scale is made anew at 1, 2, 4, … complete curves, and for the last time at this many. */
const settled = 64

/** More complete curves teach no more, and would be dear to take in when a long study is opened. */
const most = 256

/** Steps whose shapes are kept: half a megabyte. */
const remembered = 1024
