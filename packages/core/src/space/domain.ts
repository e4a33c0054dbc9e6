import type { Json } from "../event/json.ts"
import { sameJson } from "../expression/same-json.ts"
import { printNumber } from "./grammar/print-number.ts"
import { printValue } from "./grammar/print-parameter.ts"
import { indexOf, levels } from "./levels.ts"
import type { Parameter } from "./parameter.ts"

/** Whether a parameter can take a value. */
export function contains(parameter: Parameter, value: Json): boolean {
  switch (parameter.kind) {
    case "float":
      if (typeof value !== "number" || !(value >= parameter.low && value <= parameter.high)) return false
      return parameter.step === undefined || indexOf(parameter, value) >= 0
    case "int":
      if (typeof value !== "number" || !Number.isInteger(value) || value < parameter.low || value > parameter.high) return false
      return (parameter.step === undefined && parameter.scale !== "pow2") || indexOf(parameter, value) >= 0
    case "choice":
    case "ordinal":
      return parameter.values.includes(value) || parameter.values.some((known) => sameJson(known, value))
    case "constant":
      return sameJson(parameter.value, value)
  }
}

/** A parameter's values in words, for messages: `[1e-05, 0.1]`, `2, 4, 8`. */
export function domainOf(parameter: Parameter): string {
  switch (parameter.kind) {
    case "float":
    case "int": {
      const range = `[${printNumber(parameter.low)}, ${printNumber(parameter.high)}]`
      if (parameter.step !== undefined) return `${range} in steps of ${printNumber(parameter.step)}`
      if (parameter.scale === "pow2") return `${range}, powers of two`
      return parameter.kind === "int" ? `${range}, whole numbers` : range
    }
    case "choice":
    case "ordinal":
      return parameter.values.map(printValue).join(", ")
    case "constant":
      return printValue(parameter.value)
  }
}

/** The primitive whose domain covers all values? Only small ones are counted out. */
export const covers = (parameter: Parameter, values: readonly Json[]): boolean =>
  levels(parameter) <= values.length && values.length > 0 && distinctWithin(parameter, values) === levels(parameter)

function distinctWithin(parameter: Parameter, values: readonly Json[]): number {
  return new Set(values.map((value) => indexOf(parameter, value)).filter((k) => k >= 0)).size
}
