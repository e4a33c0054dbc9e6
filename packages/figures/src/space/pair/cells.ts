/** A cell of two axes, both cut into equal parts. */
export interface Cell {
  /** From the low end, 0 first. */
  readonly x: number
  readonly y: number
  readonly trials: number
  /** NaN where there are no trials. */
  readonly mean: number
}

/** Trials at two places (0..1) with a value, in columns. */
export interface PairPoints {
  readonly count: number
  readonly trial: Int32Array
  readonly x: Float64Array
  readonly y: Float64Array
  readonly value: Float64Array
}

/** How many parts an axis is cut into: a category has one for each of its words up to twelve, other axes as many as the trials can fill. */
export const partsOf = (words: number | undefined, trials: number): number =>
  words !== undefined && words <= 12 ? words : Math.max(3, Math.min(8, Math.round(Math.sqrt(trials / 4))))

/** All cells, row by row from the low end, with the mean of the points inside. */
export function cellsOf({ count, x, y, value }: PairPoints, across: number, up: number): readonly Cell[] {
  const sums = new Float64Array(across * up)
  const counts = new Int32Array(across * up)
  for (let i = 0; i < count; i++) {
    const at = partAt(y[i]!, up) * across + partAt(x[i]!, across)
    sums[at]! += value[i]!
    counts[at]!++
  }
  return Array.from(counts, (trials, at) => ({
    x: at % across,
    y: Math.floor(at / across),
    trials,
    mean: trials > 0 ? sums[at]! / trials : NaN,
  }))
}

/** The mean of each part of one axis; NaN where nothing lies. */
export function marginalOf(points: PairPoints, along: "x" | "y", parts: number): readonly number[] {
  const sums = new Float64Array(parts)
  const counts = new Int32Array(parts)
  for (let i = 0; i < points.count; i++) {
    const at = partAt(points[along][i]!, parts)
    sums[at]! += points.value[i]!
    counts[at]!++
  }
  return Array.from(sums, (sum, at) => (counts[at]! > 0 ? sum / counts[at]! : NaN))
}

const partAt = (place: number, parts: number): number => Math.max(0, Math.min(parts - 1, Math.floor(place * parts)))
