import { log, log1p } from "@diapason/math"
import type { Json } from "../event/json.ts"
import { contains, domainOf } from "../space/domain.ts"
import type { FloatParameter, IntParameter, Parameter } from "../space/parameter.ts"

/** A parameter with the unit that it is counted in, where its space says one. */
export interface Meant {
  readonly parameter: Parameter
  readonly unit: string | undefined
}

/**
 * Why two parameters cannot mean the same; undefined when they may. Numbers must be of one kind and one scale, on ranges of which one
 * lies to a quarter at least in the other; of listed values half of the shorter list must be in the other. Units count where both are said.
 */
export function otherMeaning(there: Meant, today: Meant): string | undefined {
  const [a, b] = [there.parameter, today.parameter]
  if (there.unit !== undefined && today.unit !== undefined && there.unit !== today.unit)
    return `there it counts ${there.unit}, today ${today.unit}`
  if (a.kind === "constant") return b.kind === "constant" || contains(b, a.value) ? undefined : otherDomain(a, b)
  if (b.kind === "constant") return contains(a, b.value) ? undefined : otherDomain(a, b)
  if (isListed(a) || isListed(b)) return shareOfValues(a, b) >= 0.5 ? undefined : otherDomain(a, b)
  if (a.kind !== b.kind || scaleOf(a) !== scaleOf(b)) return otherDomain(a, b)
  return shareOfRanges(a, b) >= 0.25 ? undefined : otherDomain(a, b)
}

const otherDomain = (a: Parameter, b: Parameter): string => `there it is ${inWords(a)}, today ${inWords(b)}`

/** `log [1e-05, 0.1]`, `[16, 512], whole numbers`, `one of a, b`. */
function inWords(parameter: Parameter): string {
  if (parameter.kind === "constant") return `fixed at ${domainOf(parameter)}`
  if (isListed(parameter)) return `one of ${domainOf(parameter)}`
  const scale = scaleOf(parameter)
  return `${scale === "linear" ? "" : `${scale} `}${domainOf(parameter)}`
}

type Listed = Extract<Parameter, { readonly values: readonly Json[] }>
type Numeric = FloatParameter | IntParameter

const isListed = (parameter: Parameter): parameter is Listed => parameter.kind === "choice" || parameter.kind === "ordinal"

/** Powers of two are steps on a logarithmic scale. */
const scaleOf = ({ scale }: Numeric): string => (scale === "pow2" ? "log" : scale)

/** Of the values of the shorter list, how many the other can take. */
function shareOfValues(a: Parameter, b: Parameter): number {
  const lists = [...(isListed(a) ? [{ values: a.values, other: b }] : []), ...(isListed(b) ? [{ values: b.values, other: a }] : [])].sort(
    (x, y) => x.values.length - y.values.length,
  )
  const { values, other } = lists[0]!
  return values.filter((value) => contains(other, value)).length / values.length
}

/** What two ranges have in common, on their scale, of the one of which that is the larger share. */
function shareOfRanges(a: Numeric, b: Numeric): number {
  const [from, to] = [Math.max(a.low, b.low), Math.min(a.high, b.high)]
  if (from > to) return 0
  return Math.max(length(a, from, to) / length(a, a.low, a.high), length(b, from, to) / length(b, b.low, b.high))
}

/** A whole number has a width of its own, so that one value in common is not nothing. */
function length(parameter: Numeric, from: number, to: number): number {
  const half = parameter.kind === "int" ? 0.5 : 0
  switch (scaleOf(parameter)) {
    case "log":
      return log(to + half) - log(from - half)
    case "reverse-log":
      return log1p(-from) - log1p(-to)
    default:
      return to + half - (from - half)
  }
}
