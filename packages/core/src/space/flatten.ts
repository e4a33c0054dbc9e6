import { fault } from "../errors/fault.ts"
import type { Config } from "../event/config.ts"
import type { Json } from "../event/json.ts"
import { meets } from "./active.ts"
import { contains, domainOf } from "./domain.ts"
import { printCondition } from "./print-condition.ts"
import type { Flat, Parameter } from "./parameter.ts"
import { planOf } from "./plan-of.ts"
import type { Plan } from "./plan.ts"
import { primitivesOf } from "./primitives-of.ts"
import type { Space } from "./space.ts"

/**
 * The primitive values behind a configuration; the inverse of `assemble`. A branch may be written `{ use: "sgd", … }`,
 * `{ sgd: {…} }` or, without children, as its name. A parameter that is missing takes its default. Derived values are not read.
 * Throws D112 for an unknown name, D113 for a value outside its domain, D115 for a missing one, D116 for one that is inactive,
 * D197 for a network that cannot be built.
 * About 1 µs for 10 plain parameters.
 */
export const flatten = (space: Space, config: Config): Flat => fill(planOf(space), primitivesOf(planOf(space).shape, config), given)

/** What a missing parameter becomes. */
export type Filler = (parameter: Parameter) => Json

const given: Filler = (parameter) => {
  if ("default" in parameter) return parameter.default!
  throw fault("D115", { name: parameter.name, domain: domainOf(parameter) })
}

/** All active parameters with their values, each checked; a missing one is filled. */
export function fill({ parameters, tests }: Plan, raw: Readonly<Record<string, Json>>, missing: Filler): Flat {
  const flat: Record<string, Json> = {}
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i]!
    const { name, condition } = parameter
    const value = raw[name]
    if (condition === undefined || meets(condition.parents, tests[i], flat))
      flat[name] = value === undefined ? filled(parameter, missing) : checked(parameter, value)
    else if (value !== undefined) throw fault("D116", { name, value: JSON.stringify(value), condition: printCondition(condition) })
  }
  return flat
}

const filled = (parameter: Parameter, missing: Filler): Json => (parameter.kind === "constant" ? parameter.value : missing(parameter))

function checked(parameter: Parameter, value: Json): Json {
  if (contains(parameter, value)) return value
  throw fault("D113", { name: parameter.name, value: JSON.stringify(value), domain: domainOf(parameter) })
}
