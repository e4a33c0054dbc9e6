import { fromUnit, isActive, type Flat, type Json, type Parameter, type Space } from "@diapason/core"
import { unitOf, type Evidence } from "./evidence.ts"
import { inactive } from "./grown-forest.ts"

/**
 * A configuration with another value of one parameter, and what follows from it: parameters that are no longer active are gone, and those that
 * are now take their value in `donor`, else the usual one.
 */
export function changed(space: Space, flat: Flat, name: string, value: Json, donor: Flat = {}): Flat {
  const next: Record<string, Json> = {}
  for (const parameter of space.parameters) {
    if (!isActive(space, parameter, next)) continue
    next[parameter.name] = parameter.name === name ? value : (flat[parameter.name] ?? donor[parameter.name] ?? usual(parameter))
  }
  return next
}

/** The row of a configuration as the forest has it. */
export const rowOfFlat = ({ features }: Evidence, flat: Flat): Float64Array =>
  Float64Array.from(features, ({ parameter, levels }) => {
    const unit = unitOf(parameter, flat[parameter.name])
    return unit === unit ? unit : inactive(levels)
  })

function usual(parameter: Parameter): Json {
  if (parameter.kind === "constant") return parameter.value
  return parameter.default ?? fromUnit(parameter, parameter.kind === "choice" ? 0 : 0.5)
}
