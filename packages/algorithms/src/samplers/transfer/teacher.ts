/** What an earlier study says of any configuration: a Gaussian process through its trials, made once and never changed. */
import { configKey, type Flat, type Lesson } from "@diapason/core"
import { sobolPoint, type Rng } from "@diapason/math"
import { fit } from "../../surrogate/gp/fit.ts"
import type { Hyper } from "../../surrogate/gp/hyper.ts"
import { jointDraws } from "../../surrogate/gp/joint-draw.ts"
import { covariances, factorOf, weightsOf } from "../../surrogate/gp/posterior.ts"
import type { Rows } from "../../surrogate/gp/rows.ts"
import { stacked } from "../gp/belief.ts"
import { placeAt, rowOf, type Cube } from "../gp/cube.ts"
import { halfRank } from "../gp/half-rank.ts"
import { warp } from "../gp/warp.ts"

export interface Teacher {
  readonly study: string
  readonly hyper: Hyper
  /** Its best configurations, the best first. */
  readonly best: readonly Flat[]
  /** What it expects of a row, where 0 is the middle of the space and 1 its spread there; a smaller number is better. */
  mean(row: Float64Array): number
  /** So many draws of what may be true at several rows together, on a scale of its own. */
  draws(points: readonly Float64Array[], count: number, rng: Rng): Float64Array[]
  /** The same as the mean; adds `pull` times its slope in the coordinates to `gradient`. */
  slope(row: Float64Array, pull: number, gradient: Float64Array): number
}

/** Of one objective, from `most` trials at most; undefined where fewer than `fewest` trials, or none that differ, leave nothing to teach. */
export function teacherOf(cube: Cube, { study, trials }: Lesson, objective: number, most: number): Teacher | undefined {
  const taught = chosen(
    trials.map(({ flat, losses }) => ({ flat, loss: losses[objective]! })),
    most,
  )
  const { values, scale } = warp(
    taught.map(({ loss }) => loss),
    halfRank,
  )
  if (taught.length < fewest || taught[0]!.loss === taught.at(-1)!.loss || !(scale > 0)) return undefined
  const rows = taught.map(({ flat }) => rowOf(cube, flat))
  const hyper = hyperOf(cube, rows, values)
  const known = stacked(cube, rows)
  const { factor } = factorOf(known, hyper, hyper.noise)
  const weights = weightsOf(factor, values)
  const plain = (row: Float64Array): number => meanAt(known, hyper, weights, row)
  const { middle, spread } = spreadOf(cube, plain)
  if (!(spread > 0)) return undefined
  const kernel = new Float64Array(known.count)
  const fall = new Float64Array(known.count)
  return {
    ...{ study, hyper, best: taught.slice(0, bests).map(({ flat }) => flat) },
    draws: (points, count, rng) => jointDraws(known, hyper, factor, weights, stacked(cube, points), count, rng),
    mean: (row) => (plain(row) - middle) / spread,
    slope(row, pull, gradient) {
      covariances(known, known.count, hyper, row, kernel, fall)
      let mean = 0
      for (let i = 0; i < kernel.length; i++) {
        mean += kernel[i]! * weights[i]!
        const push = ((-5 / 3) * pull * hyper.signal * fall[i]! * weights[i]!) / spread
        for (let c = 0; c < row.length; c++)
          if (cube.category[c] === 0) gradient[c]! += push * (row[c]! - known.at[i * row.length + c]!) * hyper.inverseSquares[c]!
      }
      return (mean - middle) / spread
    },
  }
}

interface Loss {
  readonly flat: Flat
  readonly loss: number
}

/** Each configuration once, with its mean loss, the best first; of many the better half of what is kept, and others spread over the rest. */
function chosen(taught: readonly Loss[], most: number): readonly Loss[] {
  const groups = new Map<string, { readonly flat: Flat; readonly losses: number[] }>()
  for (const { flat, loss } of taught) {
    const key = configKey(flat)
    const group = groups.get(key) ?? { flat, losses: [] }
    group.losses.push(loss)
    groups.set(key, group)
  }
  const sorted = [...groups.values()]
    .map(({ flat, losses }) => ({ flat, loss: losses.reduce((sum, loss) => sum + loss / losses.length, 0) }))
    .sort((a, b) => (a.loss < b.loss ? -1 : a.loss > b.loss ? 1 : 0))
  return sorted.length <= most ? sorted : [...sorted.slice(0, most >> 1), ...spaced(sorted.slice(most >> 1), most - (most >> 1))]
}

/** Length scales are fitted to a part of the rows: they are needed roughly, and the cost grows with the third power. */
function hyperOf(cube: Cube, rows: readonly Float64Array[], values: Float64Array): Hyper {
  const places = spaced([...rows.keys()], fitted)
  return fit(
    stacked(
      cube,
      places.map((i) => rows[i]!),
    ),
    Float64Array.from(places, (i) => values[i]!),
    cube.dimensions,
  )
}

/** At most so many of them, evenly spaced. */
const spaced = <T>(all: readonly T[], count: number): readonly T[] =>
  all.length <= count ? all : Array.from({ length: count }, (_, k) => all[Math.floor((k * all.length) / count)]!)

function meanAt(known: Rows, hyper: Hyper, weights: Float64Array, row: Float64Array): number {
  const kernel = new Float64Array(known.count)
  covariances(known, known.count, hyper, row, kernel, undefined)
  let mean = 0
  for (let i = 0; i < kernel.length; i++) mean += kernel[i]! * weights[i]!
  return mean
}

/** Over the space, wherever the study had looked. */
function spreadOf(cube: Cube, mean: (row: Float64Array) => number) {
  const means = Array.from({ length: surveyed }, (_, i) => mean(placeAt(cube, sobolPoint(i, cube.space.parameters.length, 0)).row))
  const middle = means.reduce((sum, value) => sum + value / surveyed, 0)
  return { middle, spread: Math.sqrt(means.reduce((sum, value) => sum + ((value - middle) * (value - middle)) / surveyed, 0)) }
}

const fewest = 4

const fitted = 40

const bests = 10

const surveyed = 128
