import { shapes } from "./basis.ts"

/** All that a belief needs to know of the points of a curve: sums, so that one more point costs the same whatever came before. */
export interface Sums {
  n: number
  /** The first value; the others are summed up as differences from it. */
  origin: number
  y: number
  yy: number
  /** Σ f, Σ f² and Σ f y for each shape f. */
  readonly f: Float64Array
  readonly ff: Float64Array
  readonly fy: Float64Array
}

export const noSums = (): Sums => ({
  n: 0,
  origin: 0,
  y: 0,
  yy: 0,
  f: new Float64Array(shapes),
  ff: new Float64Array(shapes),
  fy: new Float64Array(shapes),
})

export const copied = (sums: Sums): Sums => ({ ...sums, f: sums.f.slice(), ff: sums.ff.slice(), fy: sums.fy.slice() })

/** Takes in a point, in place: the values of the shapes there, and a finite value. */
export function addPoint(sums: Sums, at: Float64Array, value: number): Sums {
  if (sums.n++ === 0) sums.origin = value
  const y = value - sums.origin
  sums.y += y
  sums.yy += y * y
  const { f, ff, fy } = sums
  for (let k = 0; k < shapes; k++) {
    const x = at[k]!
    f[k]! += x
    ff[k]! += x * x
    fy[k]! += x * y
  }
  return sums
}
