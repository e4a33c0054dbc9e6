import { exp, expm1, log, log1p } from "@diapason/math"
import type { Json } from "../event/json.ts"
import { indexOf, levels, valueAt } from "./levels.ts"
import type { FloatParameter, IntParameter, Parameter } from "./parameter.ts"

/**
 * The unit coordinate of a value: for a parameter with K equal cells the centre of its cell, on a continuous or logarithmic
 * scale its place between the ends, those of a log int moved outward by half (ALGORITHMS 1.1, 1.2). A number out of range gives
 * a coordinate outside [0, 1]; a value that a choice does not have gives one below 0.
 */
export function toUnit(parameter: Parameter, value: Json): number {
  switch (parameter.kind) {
    case "float":
      return typeof value === "number" ? floatToUnit(parameter, value) : NaN
    case "int":
      return typeof value === "number" ? intToUnit(parameter, value) : NaN
    case "choice":
    case "ordinal":
      return (indexOf(parameter, value) + 0.5) / parameter.values.length
    case "constant":
      return 0.5
  }
}

/** The value at a unit coordinate; a coordinate outside [0, 1] gives the end. Each of K cells has mass 1/K under uniform u. */
export function fromUnit(parameter: Parameter, u: number): Json {
  switch (parameter.kind) {
    case "float":
      return parameter.step === undefined ? floatFromUnit(parameter, u) : valueAt(parameter, cell(u, levels(parameter)))
    case "int":
      return parameter.scale === "log" ? logIntFromUnit(parameter, u) : valueAt(parameter, cell(u, levels(parameter)))
    case "choice":
    case "ordinal":
      return parameter.values[cell(u, parameter.values.length)]!
    case "constant":
      return parameter.value
  }
}

/** ⌊uK⌋, kept within 0..K-1. */
const cell = (u: number, K: number): number => Math.max(0, Math.min(K - 1, Math.floor(u * K)))

function floatToUnit({ low, high, scale, step }: FloatParameter, x: number): number {
  if (step !== undefined) return (x - low + step / 2) / (high - low + step)
  if (scale === "linear") return (x - low) / (high - low)
  if (x === low) return 0
  if (x === high) return 1
  if (scale === "log") return x > 0 ? (log(x) - log(low)) / (log(high) - log(low)) : -Infinity
  return x < 1 ? (log1p(-low) - log1p(-x)) / (log1p(-low) - log1p(-high)) : Infinity
}

function floatFromUnit({ low, high, scale }: FloatParameter, u: number): number {
  if (u <= 0) return low
  if (u >= 1) return high
  const x =
    scale === "linear"
      ? low + u * (high - low)
      : scale === "log"
        ? between(log, exp, low, high, u)
        : -expm1(mix(log1p(-low), log1p(-high), u))
  return Math.max(low, Math.min(high, x))
}

const mix = (a: number, b: number, u: number): number => a + u * (b - a)

const between = (f: (x: number) => number, inverse: (y: number) => number, low: number, high: number, u: number): number =>
  inverse(mix(f(low), f(high), u))

function intToUnit(parameter: IntParameter, x: number): number {
  const { low, high, scale, step = 1 } = parameter
  if (scale === "linear") return (x - low + step / 2) / (high - low + step)
  if (scale === "log") return x > 0 ? (log(x) - log(low - 0.5)) / (log(high + 0.5) - log(low - 0.5)) : -Infinity
  const k = indexOf(parameter, x)
  return ((k >= 0 ? k : x > 0 ? log(x / low) / Math.LN2 : -Infinity) + 0.5) / levels(parameter)
}

function logIntFromUnit({ low, high }: IntParameter, u: number): number {
  const x = Math.round(between(log, exp, low - 0.5, high + 0.5, u))
  return Math.max(low, Math.min(high, x))
}
