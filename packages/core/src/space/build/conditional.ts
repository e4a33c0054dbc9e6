import type { Json } from "../../event/json.ts"
import type { WhenJson } from "../parameter-json.ts"
import type { Spec, When } from "./spec.ts"

/**
 * Makes a parameter conditional: `when({ booster: ["dart"] }, float(0, 1))`, where each parent must have one of its values, or
 * `when("width >= 128", …)`. Absent from a configuration otherwise, and whenever a parent is.
 */
export function when<T>(condition: When, parameter: Spec<T>): Spec<T, true> {
  const { when: inner, ...json } = parameter.json
  return {
    json: { ...json, when: inner === undefined ? (condition as WhenJson) : `(${expressionOf(condition)}) && (${expressionOf(inner)})` },
  }
}

function expressionOf(condition: When): string {
  if (typeof condition === "string") return condition
  return Object.entries(condition)
    .map(([name, values]) => `\`${name}\` in [${listOf(values)}]`)
    .join(" && ")
}

const listOf = (values: Json): string =>
  (Array.isArray(values) ? (values as readonly Json[]) : [values]).map((value) => JSON.stringify(value)).join(", ")

/** A value that is passed on and never searched. */
export const fixed = <const T extends Json>(value: T): Spec<T, false> => ({ json: { type: "fixed", value } })

/** A value computed from the others, `derived("round(warmup * 50000 / batch)")`; absent where it reads an inactive parameter. */
export function derived(expression: string): Spec<number, false>
export function derived<T extends number | string | boolean>(expression: string): Spec<T, false>
export function derived(expression: string): Spec {
  return { json: { type: "derived", expr: expression } }
}
