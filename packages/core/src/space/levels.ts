import { decimalGrid } from "@diapason/math"
import type { Json } from "../event/json.ts"
import { sameJson } from "../expression/same-json.ts"
import type { FloatParameter, IntParameter, Parameter } from "./parameter.ts"

/** How many values a parameter can take; Infinity for a float without a step. */
export function levels(parameter: Parameter): number {
  switch (parameter.kind) {
    case "float":
      return parameter.step === undefined ? Infinity : Math.round((parameter.high - parameter.low) / parameter.step) + 1
    case "int":
      if (parameter.scale === "pow2") return powers(parameter.high) - powers(parameter.low) + 1
      return Math.round((parameter.high - parameter.low) / (parameter.step ?? 1)) + 1
    case "choice":
    case "ordinal":
      return parameter.values.length
    case "constant":
      return 1
  }
}

/** The k-th value, k from 0 below `levels`; exact in decimals. NaN for a float without a step. */
export function valueAt(parameter: Parameter, k: number): Json {
  switch (parameter.kind) {
    case "float":
      return parameter.step === undefined ? NaN : onGrid(parameter, parameter.step, k)
    case "int":
      if (parameter.scale !== "pow2") return parameter.low + k * (parameter.step ?? 1)
      return power(powers(parameter.low) + k)
    case "choice":
    case "ordinal":
      return parameter.values[k]!
    case "constant":
      return parameter.value
  }
}

/** The k for which `valueAt` is this value; -1 when there is none. */
export function indexOf(parameter: Parameter, value: Json): number {
  switch (parameter.kind) {
    case "float":
    case "int":
      return typeof value === "number" ? numericIndex(parameter, value) : -1
    case "choice":
    case "ordinal": {
      const k = parameter.values.indexOf(value)
      return k >= 0 || typeof value !== "object" ? k : parameter.values.findIndex((known) => sameJson(known, value))
    }
    case "constant":
      return sameJson(parameter.value, value) ? 0 : -1
  }
}

function numericIndex(parameter: FloatParameter | IntParameter, value: number): number {
  const { low, high } = parameter
  if (!(value >= low && value <= high)) return -1
  const step = parameter.step ?? (parameter.kind === "int" ? 1 : undefined)
  if (step === undefined) return -1
  const k = parameter.scale === "pow2" ? powers(value) - powers(low) : Math.round((value - low) / step)
  return valueAt(parameter, k) === value ? k : -1
}

/** Decimal arithmetic takes 1 µs or more, so the values of a grid of ordinary size are kept with its parameter. */
function onGrid(parameter: FloatParameter, step: number, k: number): number {
  if (!(k >= 0 && k < MOST_KEPT)) return decimalGrid(parameter.low, step, k)
  const kept = grids.get(parameter) ?? []
  if (kept.length === 0) grids.set(parameter, kept)
  for (let i = kept.length; i <= k; i++) kept.push(decimalGrid(parameter.low, step, i))
  return kept[k]!
}

const grids = new WeakMap<FloatParameter, number[]>()
const MOST_KEPT = 10_000

/** The largest k with 2^k <= x; x >= 1. */
function powers(x: number): number {
  let k = 0
  for (let p = 2; p <= x; p *= 2) k++
  return k
}

function power(k: number): number {
  let p = 1
  for (let i = 0; i < k; i++) p *= 2
  return p
}
