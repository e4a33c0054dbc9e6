import { log } from "@diapason/math"
import { fault } from "../errors/fault.ts"
import { nearest } from "../errors/nearest.ts"
import type { Json } from "../event/json.ts"
import { contains, domainOf } from "./domain.ts"
import { indexOf } from "./levels.ts"
import type { Parameter } from "./parameter.ts"
import type { Space } from "./space.ts"
import { toUnit } from "./unit.ts"

/**
 * Where somebody believes the best value of a parameter to lie: for a number a normal distribution around a unit coordinate, cut off at
 * the ends of the range; for a choice one of its values with a share of the probability, the others alike.
 */
export type Prior = {
  /** The value itself. */
  readonly around: Json
} & (
  | { readonly kind: "near"; readonly centre: number; readonly deviation: number }
  | { readonly kind: "value"; readonly level: number; readonly share: number }
)

/** Beliefs by the name of the parameter. They guide a search at its beginning and fade as results come in; they are no bounds. */
export type Priors = Readonly<Record<string, Prior>>

/**
 * Reads the beliefs of a study: `{ lr: { around: 3e-3, spread: "3x" }, width: { around: 64, spread: 32 }, act: { around: "relu",
 * confidence: "high" } }`, or a bare value. `spread` says within which factor, or within how much, the best value probably lies;
 * `confidence` is a number between 0 and 1, or low, medium (the default) or high: 0.25, 0.5, 0.75, as in NePS (Mallik et al. 2023).
 * Throws D113 for a value outside its domain and D120 for everything else that cannot be read.
 */
export function priorsFromJson(space: Space, json: Json): Priors {
  if (!isRecord(json))
    throw fault("D120", { name: "", found: JSON.stringify(json), expected: "an object with a belief for each parameter" })
  const known = space.parameters.filter(({ kind }) => kind !== "constant")
  return Object.fromEntries(
    Object.entries(json).map(([name, belief]) => {
      const parameter = known.find((one) => one.name === name)
      if (parameter !== undefined) return [name, priorOf(parameter, belief)]
      const near = nearest(
        name,
        known.map((one) => one.name),
      )
      const names = known.map((one) => one.name).join(", ")
      throw fault("D120", { name, found: "no such parameter", expected: near === undefined ? `one of ${names}` : `${near} perhaps` })
    }),
  )
}

/** The logarithm of the belief's density at a unit coordinate, or in a level of a choice: 0 at its greatest. */
export function logBelief(prior: Prior, at: number, levels: number): number {
  if (prior.kind === "near") return (-0.5 * (at - prior.centre) * (at - prior.centre)) / (prior.deviation * prior.deviation)
  if (at === prior.level || levels < 2) return 0
  return log((1 - prior.share) / (levels - 1)) - log(prior.share)
}

function priorOf(parameter: Parameter, belief: Json): Prior {
  const { name } = parameter
  const { around, spread, confidence, ...rest } = isRecord(belief) ? belief : { around: belief }
  const [stranger] = Object.keys(rest)
  if (stranger !== undefined) throw fault("D120", { name, found: stranger, expected: "around, spread or confidence" })
  if (around === undefined) throw fault("D120", { name, found: JSON.stringify(belief), expected: "around: the value believed to be best" })
  if (!contains(parameter, around)) throw fault("D113", { name, value: JSON.stringify(around), domain: domainOf(parameter) })
  if (spread !== undefined && confidence !== undefined)
    throw fault("D120", { name, found: "both spread and confidence", expected: "one of them" })
  if (parameter.kind === "choice") {
    if (spread !== undefined) throw fault("D120", { name, found: "spread", expected: "confidence, since its values have no order" })
    const share = Math.max(confidenceOf(name, confidence), 1 / parameter.values.length)
    return { kind: "value", around, level: indexOf(parameter, around), share }
  }
  const deviation = spread === undefined ? 1 - confidenceOf(name, confidence) : spreadOf(parameter, around, spread)
  return { kind: "near", around, centre: toUnit(parameter, around), deviation }
}

/** Half the length, in unit coordinates, of the interval that a spread means; where only one end of it has a coordinate, to that end. */
function spreadOf(parameter: Parameter, around: Json, spread: Json): number {
  const factor = typeof spread === "string" ? /^(\d+(?:\.\d+)?)x$/.exec(spread)?.[1] : undefined
  const by = factor === undefined ? spread : Number(factor)
  const sound = typeof by === "number" && typeof around === "number" && by > (factor === undefined ? 0 : 1) && by < Infinity
  if (!sound)
    throw fault("D120", { name: parameter.name, found: JSON.stringify(spread), expected: 'a factor as in "3x", or a distance above 0' })
  const ends = factor === undefined ? [around - by, around + by] : [around / by, around * by]
  const distances = ends.map((end) => Math.abs(toUnit(parameter, end) - toUnit(parameter, around))).filter((d) => d > 0 && d < Infinity)
  return Math.max(narrowest, distances.reduce((sum, d) => sum + d, 0) / Math.max(1, distances.length))
}

function confidenceOf(name: string, confidence: Json = "medium"): number {
  const known: Readonly<Record<string, number>> = { low: 0.25, medium: 0.5, high: 0.75 }
  const value = typeof confidence === "string" ? known[confidence] : confidence
  if (typeof value === "number" && value > 0 && value < 1) return value
  throw fault("D120", { name, found: JSON.stringify(confidence), expected: "a confidence: low, medium, high, or a number between 0 and 1" })
}

const isRecord = (json: Json): json is Readonly<Record<string, Json>> => typeof json === "object" && json !== null && !Array.isArray(json)

/** A belief is never surer than this. */
const narrowest = 0.01
