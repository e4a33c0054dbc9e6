/**
 * A finished trial as the strategy learns from it. The draw that the present distribution makes for its number explains its values when
 * it was drawn from it, and tells where in its cell an integer was; a trial asked for earlier, or by someone else, has its values
 * only, and its step is kept to a usual length (Hansen 2011, injection of external solutions).
 */
import { rng } from "@diapason/math"
import { levelOf } from "../tpe/axis.ts"
import type { Seen } from "../gp/history.ts"
import { drawPoint, levelOfLatent, type Point, type Search } from "./draw.ts"
import { norm, type Step } from "./gaussian.ts"
import type { Plan } from "./plan.ts"

interface Told extends Step {
  /** The level of each category, −1 where not active. */
  readonly picks: Int32Array
  /** Whether the present distribution drew it. */
  readonly own: boolean
}

export function told(plan: Plan, search: Search, seen: Seen): Told {
  const { problem, redraws } = plan
  const draw = (tryNumber: number): Point => drawPoint(plan, search, rng(problem.seed, seen.number, "cma.sample", tryNumber))
  const first = draw(0)
  for (let i = 0; i < redraws; i++) {
    const point = i === 0 ? first : draw(i)
    if (explains(plan, search, point, seen)) return asDrawn(plan, search, seen, point.latent, true)
  }
  const latent = first.latent.map((v, j) => (explainsNumber(plan, search, j, v, seen) ? v : placeOf(plan, search, j, seen)))
  return asDrawn(plan, search, seen, latent, false)
}

function explains(plan: Plan, search: Search, { latent, picks }: Point, seen: Seen): boolean {
  return (
    plan.categories.every((c, k) => seen.row[c] === -1 || seen.row[c] === picks[k]) &&
    latent.every((v, j) => explainsNumber(plan, search, j, v, seen))
  )
}

/** What is not active is explained by anything. */
function explainsNumber(plan: Plan, search: Search, j: number, v: number, { flat, row }: Seen): boolean {
  const c = plan.numbers[j]!
  const column = plan.cube.columns[c]!
  const value = flat[column.parameter.name]
  if (value === undefined) return true
  if (column.kind === "line") return Math.abs(v - row[c]!) < sameCoordinate
  return levelOfLatent(plan, search, j, v) === levelOf(column, value)
}

/** The latent coordinate that the encoding takes to the value's place. */
const placeOf = ({ numbers }: Plan, { gaussian: { mean }, scales }: Search, j: number, { row }: Seen): number =>
  mean[j]! + (row[numbers[j]!]! - mean[j]!) / scales[j]!

function asDrawn({ cube, numbers, categories }: Plan, { gaussian }: Search, seen: Seen, latent: Float64Array, own: boolean): Told {
  const { mean, sigma, axes } = gaussian
  const y = latent.map((v, j) => (v - mean[j]!) / sigma)
  const d = y.length
  const usual = Math.sqrt(d) + (2 * d) / (d + 2)
  const length = own || d === 0 ? 0 : norm(axes.whiten(y))
  const spread = length > usual ? y.map((x) => (x * usual) / length) : y
  const shift = spread.map((x, j) => (seen.flat[cube.columns[numbers[j]!]!.parameter.name] === undefined ? 0 : x))
  return { shift, spread, picks: Int32Array.from(categories, (c) => seen.row[c]!), own }
}

/** Coordinates of a history are rounded to 2⁻⁴⁰. */
const sameCoordinate = 4e-12
