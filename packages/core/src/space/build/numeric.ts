import type { FloatScale, IntScale } from "../parameter.ts"
import type { ParameterJson } from "../parameter-json.ts"
import type { Conditional, Options, Spec } from "./spec.ts"

/** `scale` is linear unless given; `step` allows only low + k·step, exactly in decimals, and goes with the linear scale alone. */
export interface FloatOptions extends Options<number> {
  readonly scale?: FloatScale
  readonly step?: number
}

/** `pow2` takes powers of two only. */
export interface IntOptions extends Options<number> {
  readonly scale?: IntScale
  readonly step?: number
}

/** A real number in [low, high]. */
export function float(low: number, high: number, options: FloatOptions & Conditional): Spec<number, true>
export function float(low: number, high: number, options?: FloatOptions): Spec<number, false>
export function float(low: number, high: number, options: FloatOptions = {}): Spec<number> {
  return { json: { type: "float", low, high, ...options } as ParameterJson }
}

/** A whole number in [low, high], both ends included. */
export function int(low: number, high: number, options: IntOptions & Conditional): Spec<number, true>
export function int(low: number, high: number, options?: IntOptions): Spec<number, false>
export function int(low: number, high: number, options: IntOptions = {}): Spec<number> {
  return { json: { type: "int", low, high, ...options } as ParameterJson }
}

/** A real number in [low, high], each order of magnitude as likely as the next; short for a float with the log scale. */
export function log(low: number, high: number, options: Options<number> & Conditional): Spec<number, true>
export function log(low: number, high: number, options?: Options<number>): Spec<number, false>
export function log(low: number, high: number, options: Options<number> = {}): Spec<number> {
  return { json: { type: "float", low, high, scale: "log", ...options } as ParameterJson }
}
