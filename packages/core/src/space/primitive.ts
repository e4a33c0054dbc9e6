import { decimalGrid } from "@diapason/math"
import { fault } from "../errors/fault.ts"
import type { Json } from "../event/json.ts"
import { largestPower } from "./canonical-numeric.ts"
import { contains, domainOf } from "./domain.ts"
import type { Condition, Parameter } from "./parameter.ts"
import type { BoolJson, ChoiceJson, FixedJson, FloatJson, IntJson, OrdinalJson } from "./parameter-json.ts"

export type LeafJson = FloatJson | IntJson | ChoiceJson | OrdinalJson | BoolJson | FixedJson

/**
 * The primitive of a parameter that lowers to one: its end moved down to the grid, a single value made a constant.
 * Throws D113 for a default outside the domain.
 */
export function primitive(name: string, json: LeafJson, condition: Condition | undefined): Parameter {
  const parameter = domain(name, json)
  const standard = json.default
  if (standard !== undefined && !contains(parameter, standard))
    throw fault("D113", { name, value: JSON.stringify(standard), domain: domainOf(parameter) })
  const rest = { ...(standard !== undefined && parameter.kind !== "constant" && { default: standard }), ...(condition && { condition }) }
  return { ...parameter, ...rest } as Parameter
}

function domain(name: string, json: LeafJson): Parameter {
  switch (json.type) {
    case "float":
      return float(name, json)
    case "int":
      return int(name, json)
    case "bool":
      return { kind: "choice", name, values: [false, true] }
    case "fixed":
      return constant(name, json.value)
    case "choice":
    case "ordinal":
      return json.values.length === 1 ? constant(name, json.values[0]!) : { kind: json.type, name, values: json.values }
  }
}

const constant = (name: string, value: Json): Parameter => ({ kind: "constant", name, value })

function float(name: string, { low, high, scale: given, step }: FloatJson): Parameter {
  const scale = given ?? "linear"
  const end = step === undefined ? high : lastOnGrid(low, high, step)
  return low === end ? constant(name, low) : { kind: "float", name, low, high: end, scale, ...(step !== undefined && { step }) }
}

/** low + k·step for the largest k that stays within the range, judged on the decimals. */
function lastOnGrid(low: number, high: number, step: number): number {
  let k = Math.floor((high - low) / step) + 1
  while (k > 0 && decimalGrid(low, step, k) > high) k--
  return decimalGrid(low, step, k)
}

function int(name: string, { low, high, scale: given, step = 1 }: IntJson): Parameter {
  const scale = given ?? "linear"
  const first = scale === "pow2" ? smallestPower(low) : low
  const last = scale === "pow2" ? largestPower(high) : low + Math.floor((high - low) / step) * step
  return first === last ? constant(name, first) : { kind: "int", name, low: first, high: last, scale, ...(step !== 1 && { step }) }
}

function smallestPower(low: number): number {
  let power = 1
  while (power < low) power *= 2
  return power
}
