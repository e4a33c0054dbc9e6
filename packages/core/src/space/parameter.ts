import type { Json } from "../event/json.ts"

/**
 * The primitives that every composite lowers to; samplers see nothing else. A parameter's name is its path:
 * `optimizer`, `optimizer.momentum`, `units[2]`, `wd.range1`.
 */
export type Parameter = FloatParameter | IntParameter | ChoiceParameter | OrdinalParameter | ConstantParameter

interface Named {
  readonly name: string
  /** Absent: always active. Present: active iff each named parent is active and has one of the values. Never an expression here. */
  readonly condition?: Condition
}

/** All must hold. A condition on an expression (`width >= 128`) is `test`, over parents that are all active. */
export interface Condition {
  readonly parents: readonly { readonly name: string; readonly values: readonly Json[] }[]
  readonly test?: { readonly source: string; readonly reads: readonly string[] }
}

export type FloatScale = "linear" | "log" | "reverse-log"
export type IntScale = "linear" | "log" | "pow2"

/** A real number in [low, high]; with `step` only low + k·step, exactly in decimals. */
export interface FloatParameter extends Named {
  readonly kind: "float"
  readonly low: number
  readonly high: number
  readonly scale: FloatScale
  readonly step?: number
  readonly default?: number
}

/** An integer in [low, high]; `pow2` takes powers of two only. */
export interface IntParameter extends Named {
  readonly kind: "int"
  readonly low: number
  readonly high: number
  readonly scale: IntScale
  readonly step?: number
  readonly default?: number
}

/** One of the values, none nearer to another. A bool is the choice of false and true. */
export interface ChoiceParameter extends Named {
  readonly kind: "choice"
  readonly values: readonly Json[]
  readonly default?: Json
}

/** One of the values, in their order. */
export interface OrdinalParameter extends Named {
  readonly kind: "ordinal"
  readonly values: readonly Json[]
  readonly default?: Json
}

/** One value; never searched, always written. */
export interface ConstantParameter extends Named {
  readonly kind: "constant"
  readonly value: Json
}

/** Primitive values of the active parameters by name: what samplers read and propose. */
export type Flat = Readonly<Record<string, Json>>
