import { levels, toUnit, type Json, type Parameter } from "@diapason/core"
import type { Evidence, Feature } from "../../src/importance/evidence.ts"

type Row = Readonly<Record<string, Json>>

/** Evidence from rows of values, without a study. A row has no value of a parameter that was not active. */
export function evidenceFrom(parameters: readonly Parameter[], rows: readonly Row[], losses: readonly number[]): Evidence {
  const features = parameters.map((parameter): Feature => ({
    name: parameter.name,
    parameter,
    levels: parameter.kind === "choice" ? parameter.values.length : 0,
    conditional: rows.some((row) => row[parameter.name] === undefined),
  }))
  const at = ({ parameter }: Feature, value: Json | undefined): number => {
    if (value === undefined) return NaN
    const unit = toUnit(parameter, value)
    return parameter.kind === "choice" ? Math.floor(unit * levels(parameter)) : unit
  }
  return {
    features,
    trials: Int32Array.from(rows, (_, i) => i),
    losses: Float64Array.from(losses),
    units: Float64Array.from(rows.flatMap((row) => features.map((feature) => at(feature, row[feature.name])))),
    leftOut: [],
  }
}
