import type { Json } from "../../event/json.ts"
import type { ParameterJson, Scalar } from "../parameter-json.ts"
import type { Conditional, Options, Spec } from "./spec.ts"

/** One of the values, none nearer to another: `choice("adam", "sgd")`, or as an array, which may hold any JSON and take options. */
export function choice<const T extends Json>(values: readonly T[], options: Options<NoInfer<T>> & Conditional): Spec<T, true>
export function choice<const T extends Json>(values: readonly T[], options?: Options<NoInfer<T>>): Spec<T, false>
export function choice<const T extends Scalar>(...values: readonly T[]): Spec<T, false>
export function choice(...given: readonly unknown[]): Spec {
  return listed("choice", given)
}

/** One of the values, which lie in this order: `ordinal(16, 32, 64)`, or as an array with options. */
export function ordinal<const T extends Json>(values: readonly T[], options: Options<NoInfer<T>> & Conditional): Spec<T, true>
export function ordinal<const T extends Json>(values: readonly T[], options?: Options<NoInfer<T>>): Spec<T, false>
export function ordinal<const T extends Scalar>(...values: readonly T[]): Spec<T, false>
export function ordinal(...given: readonly unknown[]): Spec {
  return listed("ordinal", given)
}

/** True or false. */
export function bool(options: Options<boolean> & Conditional): Spec<boolean, true>
export function bool(options?: Options<boolean>): Spec<boolean, false>
export function bool(options: Options<boolean> = {}): Spec<boolean> {
  return { json: { type: "bool", ...options } }
}

function listed(type: "choice" | "ordinal", given: readonly unknown[]): Spec {
  const [first, options] = given
  if (!Array.isArray(first)) return { json: { type, values: given } as ParameterJson }
  return { json: { type, values: first as readonly unknown[], ...(options as Options | undefined) } as ParameterJson }
}
