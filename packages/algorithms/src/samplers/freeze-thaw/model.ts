/**
 * One Gaussian process over configurations and steps: the coordinates of a configuration, and the logarithm of the step as one more.
 * What is asked of it is the loss at the last step.
 */
import { fit } from "../../surrogate/gp/fit.ts"
import type { Hyper } from "../../surrogate/gp/hyper.ts"
import { factorOf, posterior, weightsOf, type Posterior } from "../../surrogate/gp/posterior.ts"
import { stacked } from "../gp/belief.ts"
import { halfRank } from "../gp/half-rank.ts"
import { heightOf, lift, liftedCube } from "../gp/lifted.ts"
import { warp } from "../gp/warp.ts"
import type { Curves } from "./curves.ts"
import { sightings } from "./sightings.ts"

/** What is believed of losses, on the model's scale: over configurations with the height of a step as one coordinate more. */
export interface Outlook {
  readonly posterior: Posterior
  readonly hyper: Hyper
  /** How many reports it is made of. */
  readonly reports: number
}

/** `running` are coordinates of trials under way: what they will come to is taken to be what is expected of them. */
export function outlook(curves: Curves, running: readonly Float64Array[]): Outlook {
  const { rows, values } = seen(curves, mostRows)
  const hyper = fitted(curves)
  const reports = rows.length
  const plain = believed(curves, rows, values, hyper)
  if (running.length === 0) return { posterior: plain, hyper, reports }
  const ends = running.map((row) => lift(row, 1))
  const mean = new Float64Array(1)
  const expected = ends.map((row) => (plain.at(row, mean), mean[0]!))
  return { posterior: believed(curves, [...rows, ...ends], Float64Array.of(...values, ...expected), hyper), hyper, reports }
}

/** Mean and standard deviation of the loss at the last step. */
export function atTheEnd({ posterior }: Outlook, row: Float64Array): { readonly mean: number; readonly deviation: number } {
  const means = new Float64Array(1)
  const deviation = Math.sqrt(posterior.at(lift(row, 1), means))
  return { mean: means[0]!, deviation }
}

function believed({ cube }: Curves, lifted: readonly Float64Array[], y: Float64Array, hyper: Hyper): Posterior {
  const rows = stacked(liftedCube(cube), lifted)
  const { factor } = factorOf(rows, hyper, Math.max(hyper.noise, certainty * hyper.signal))
  return posterior(rows, hyper, factor, [weightsOf(factor, y)])
}

/** From the prior alone, on fewer reports, so that it depends on nothing but what was heard. */
function fitted(curves: Curves): Hyper {
  const { rows, values } = seen(curves, mostFitted)
  return fit(stacked(liftedCube(curves.cube), rows), values, curves.cube.dimensions)
}

function seen(curves: Curves, most: number): { readonly rows: readonly Float64Array[]; readonly values: Float64Array } {
  const all = sightings(curves, most)
  const { values } = warp(
    all.map(({ loss }) => loss),
    halfRank,
  )
  return { rows: all.map(({ course, step }) => lift(course.row, heightOf(curves.problem, step))), values }
}

const mostRows = 150

const mostFitted = 70

/** What stands in for no noise, as a share of the signal. */
const certainty = 1e-6
