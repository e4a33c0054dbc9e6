/**
 * One Gaussian process over configurations and steps: the coordinates of a configuration, and the logarithm of the step as one more.
 * What is asked of it is the loss at the last step.
 */
import { fit } from "../../surrogate/gp/fit.ts"
import type { Hyper } from "../../surrogate/gp/hyper.ts"
import { factorOf, posterior, weightsOf, type Posterior } from "../../surrogate/gp/posterior.ts"
import type { Rows } from "../../surrogate/gp/rows.ts"
import { halfRank } from "../gp/half-rank.ts"
import { warp } from "../gp/warp.ts"
import { depth, type Curves } from "./curves.ts"
import { sightings, type Sighting } from "./sightings.ts"

/** What is believed of losses at the last step, on the model's scale. */
export interface Outlook {
  /** Mean and variance at a configuration's coordinates: one mean. Gradients are in the coordinates of the configuration alone. */
  readonly end: Posterior
  readonly hyper: Hyper
  /** How many reports it is made of. */
  readonly reports: number
}

/** `running` are coordinates of trials under way: what they will come to is taken to be what is expected of them. */
export function outlook(curves: Curves, running: readonly Float64Array[]): Outlook {
  const seen = sightings(curves, mostRows)
  const { values } = warp(
    seen.map(({ loss }) => loss),
    halfRank,
  )
  const hyper = fitted(curves)
  const known = rowsOf(curves, seen)
  const noise = Math.max(hyper.noise, certainty * hyper.signal)
  const plain = believed(known, values, hyper, noise)
  if (running.length === 0) return { end: atTheEnd(plain), hyper, reports: seen.length }
  const mean = new Float64Array(1)
  const expected = running.map((row) => {
    plain.at(deepened(row, 1), mean)
    return mean[0]!
  })
  const all = stackedRows(known, running)
  return { end: atTheEnd(believed(all, Float64Array.of(...values, ...expected), hyper, noise)), hyper, reports: seen.length }
}

function believed(rows: Rows, y: Float64Array, hyper: Hyper, noise: number): Posterior {
  const { factor } = factorOf(rows, hyper, noise)
  return posterior(rows, hyper, factor, [weightsOf(factor, y)])
}

/** From the prior alone, on fewer reports, so that it depends on nothing but what was heard. */
function fitted(curves: Curves): Hyper {
  const seen = sightings(curves, mostFitted)
  const { values } = warp(
    seen.map(({ loss }) => loss),
    halfRank,
  )
  return fit(rowsOf(curves, seen), values, curves.cube.dimensions)
}

function rowsOf(curves: Curves, seen: readonly Sighting[]): Rows {
  const none: Rows = {
    count: 0,
    columns: curves.cube.columns.length + 1,
    at: new Float64Array(0),
    category: Uint8Array.of(...curves.cube.category, 0),
  }
  return stacked(
    none,
    seen.map(({ course, step }) => deepened(course.row, depth(curves, step))),
  )
}

const stackedRows = (rows: Rows, running: readonly Float64Array[]): Rows =>
  stacked(
    rows,
    running.map((row) => deepened(row, 1)),
  )

function stacked({ count, columns, at: known, category }: Rows, more: readonly Float64Array[]): Rows {
  const at = new Float64Array((count + more.length) * columns)
  at.set(known)
  for (const [i, row] of more.entries()) at.set(row, (count + i) * columns)
  return { count: count + more.length, columns, at, category }
}

function deepened(row: Float64Array, depth: number): Float64Array {
  const deep = new Float64Array(row.length + 1)
  deep.set(row)
  deep[row.length] = depth
  return deep
}

/** The posterior over configurations at the last step. */
function atTheEnd(inner: Posterior): Posterior {
  return {
    fantasies: inner.fantasies,
    at: (x, means) => inner.at(deepened(x, 1), means),
    back(x, inMeans, inVariance, gradient) {
      const deep = new Float64Array(x.length + 1)
      inner.back(deepened(x, 1), inMeans, inVariance, deep)
      for (let c = 0; c < x.length; c++) gradient[c]! += deep[c]!
    },
  }
}

const mostRows = 150

const mostFitted = 70

/** What stands in for no noise, as a share of the signal. */
const certainty = 1e-6
