/** Configurations as the stated beliefs have them; parameters without a belief are uniform. */
import {
  defaultFlat,
  drawFlat,
  levels,
  toUnit,
  type Flat,
  type Json,
  type Parameter,
  type Prior,
  type Priors,
  type Problem,
  type Space,
} from "@diapason/core"
import { sobolPoint, truncatedNormalQuantile } from "@diapason/math"

/** The configuration at the quantiles `u` of the beliefs, one for each parameter of the space. */
export const priorPoint = (space: Space, priors: Priors, u: ArrayLike<number>): Flat =>
  drawFlat(space, (parameter, index) => quantile(parameter, priors[parameter.name], u[index]!))

/** A point of the start-up design, by the trial's number: every other one follows the beliefs, the others look for where they are wrong. */
export const believedPoint = ({ space, seed, priors }: Problem, number: number): Flat | undefined =>
  priors !== undefined && number % 2 === 0 ? priorPoint(space, priors, sobolPoint(number, space.parameters.length, seed)) : undefined

/** The values that are believed in most; without a belief the default, else the centre. */
export function likeliestPoint(space: Space, priors: Priors): Flat {
  const wanted: Record<string, Json> = { ...defaultFlat(space) }
  for (const [name, { around }] of Object.entries(priors)) wanted[name] = around
  const drawn = drawFlat(space, (parameter) => (wanted[parameter.name] === undefined ? 0.5 : toUnit(parameter, wanted[parameter.name]!)))
  // Values that went through unit coordinates may have lost their last digit.
  return Object.fromEntries(Object.entries(drawn).map(([name, value]) => [name, wanted[name] ?? value]))
}

function quantile(parameter: Parameter, prior: Prior | undefined, q: number): number {
  if (prior === undefined) return q
  if (prior.kind === "near") {
    const { centre, deviation } = prior
    return centre + deviation * truncatedNormalQuantile(q, -centre / deviation, (1 - centre) / deviation)
  }
  const count = levels(parameter)
  if (q < prior.share || count < 2) return inLevel(prior.level, count)
  const other = Math.min(count - 2, Math.floor(((q - prior.share) / (1 - prior.share)) * (count - 1)))
  return inLevel(other < prior.level ? other : other + 1, count)
}

const inLevel = (level: number, count: number): number => (level + 0.5) / count
