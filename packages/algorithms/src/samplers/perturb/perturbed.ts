/** The random step of population-based training (Jaderberg et al. 2017, section 4.1.1), for each kind of parameter. */
import { fromUnit, indexOf, levels, toUnit, valueAt, type FloatParameter, type Json, type Parameter } from "@diapason/core"
import type { Rng } from "@diapason/math"

/** One value moved up or down by a factor, or, in one of `1 / resample` cases, drawn anew. Categories have no neighbours: they are only drawn anew. */
export function perturbed(parameter: Parameter, value: Json, rng: Rng, resample: number): Json {
  const [fate, direction, drawn] = [rng.uniform(), rng.uniform(), rng.uniform()]
  if (fate < resample) return fromUnit(parameter, drawn)
  const up = direction < 0.5
  switch (parameter.kind) {
    case "float":
      return parameter.step === undefined
        ? moved(parameter, value as number, up)
        : stepped(parameter, value, scaled(parameter, value as number, up), up)
    case "int":
      return parameter.scale === "pow2"
        ? neighbour(parameter, value, up)
        : stepped(parameter, value, scaled(parameter, value as number, up), up)
    case "ordinal":
      return neighbour(parameter, value, up)
    default:
      return value
  }
}

/** Kept within the range. */
function moved(parameter: FloatParameter, value: number, up: boolean): number {
  return Math.max(parameter.low, Math.min(parameter.high, scaled(parameter, value, up)))
}

/**
 * A fifth more or less, which is a step of one length on a log scale; on a reversed one of the distance to 1. A range with zero in it
 * has no factors: a tenth of it is the step.
 */
function scaled(parameter: Extract<Parameter, { kind: "float" | "int" }>, value: number, up: boolean): number {
  const { low, high, scale } = parameter
  const factor = up ? 1.2 : 0.8
  if (scale === "reverse-log") return 1 - (1 - value) * factor
  if (low > 0 || high < 0) return value * factor
  return value + (up ? 0.1 : -0.1) * (high - low)
}

/** The level nearest to a number, and another one than before: at least the neighbour. */
function stepped(parameter: Parameter, value: Json, wanted: number, up: boolean): Json {
  const found = fromUnit(parameter, toUnit(parameter, wanted))
  return found === value ? neighbour(parameter, value, up) : found
}

/** One level on or back; at the end of the range the other way. */
function neighbour(parameter: Parameter, value: Json, up: boolean): Json {
  const [at, count] = [indexOf(parameter, value), levels(parameter)]
  const next = at + (up ? 1 : -1)
  return valueAt(parameter, next < 0 ? Math.min(1, count - 1) : next >= count ? Math.max(0, count - 2) : next)
}
