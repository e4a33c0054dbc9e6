import { isTrue } from "../expression/evaluate.ts"
import type { Json } from "../event/json.ts"
import { sameJson } from "../expression/same-json.ts"
import type { Condition, Flat, Parameter } from "./parameter.ts"
import { planOf } from "./plan-of.ts"
import type { Test } from "./plan.ts"
import type { Space } from "./space.ts"

/**
 * Whether a parameter is active under the values of the others. A test that reads an inactive parameter does not hold. The
 * parents must be in `flat` already; parameters are in an order that allows that.
 */
export function isActive(space: Space, parameter: Parameter, flat: Flat): boolean {
  const { condition } = parameter
  if (condition === undefined) return true
  const plan = planOf(space)
  return meets(condition.parents, condition.test && plan.tests[plan.positions.get(parameter.name)!], flat)
}

/** Whether a condition holds. */
export function meets(parents: Condition["parents"], test: Test | undefined, flat: Flat): boolean {
  for (const { name, values } of parents) {
    const value = flat[name]
    if (value === undefined || !(values.includes(value) || (typeof value === "object" && has(values, value)))) return false
  }
  return test === undefined || isMet(test, flat)
}

function isMet(test: Test, flat: Flat): boolean {
  const values = test.values(flat)
  for (const name of test.expression.reads) if (values[name] === undefined) return false
  return isTrue(test.expression.root, (name) => values[name] as Json)
}

const has = (values: readonly Json[], value: Json): boolean => values.some((known) => sameJson(known, value))
