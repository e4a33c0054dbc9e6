/**
 * How much wider a prediction must be than the model says, from how far off it was at the ends of curves that are complete: split conformal
 * prediction with normalised residuals (Lei et al. 2018, section 5.2), for each part of a curve that was known.
 */
import { enoughCurves } from "./experience.ts"

interface Calibration {
  /** Takes in |residual| / sd of a prediction of the end from the points up to `t` = `knots[place]`. */
  add(place: number, ratio: number): void
  /** What the sd is to be multiplied by where a curve is known up to `t`: at least 1; 2 until 8 complete curves were predicted from about there. */
  factor(t: number): number
}

/** Where curves are cut off. */
export const knots: readonly number[] = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

export function calibration(): Calibration {
  const ratios: number[][] = knots.map(() => [])
  return {
    add(place, ratio) {
      const sorted = ratios[place]!
      sorted.splice(placeOf(sorted, ratio), 0, ratio)
    },
    factor(t) {
      const after = placeOf(knots, t)
      return Math.max(factorOf(ratios[Math.max(0, after - 1)]!), factorOf(ratios[Math.min(after, knots.length - 1)]!))
    },
  }
}

/** Of ratios in ascending order. */
function factorOf(sorted: readonly number[]): number {
  if (sorted.length < enoughCurves) return 2
  const covering = sorted[Math.min(sorted.length, Math.ceil(0.9 * (sorted.length + 1))) - 1]!
  return Math.max(1, covering / normal90)
}

/** Half the width of the interval that holds nine in ten values of a standard normal. */
const normal90 = 1.6448536269514722

/** How many of the ascending numbers are below x. */
function placeOf(sorted: readonly number[], x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}
