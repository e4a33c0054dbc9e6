import { evaluate } from "../expression/expression.ts"
import type { Config } from "../event/config.ts"
import type { Json } from "../event/json.ts"
import { meets } from "./active.ts"
import { networkValue } from "./network/network-value.ts"
import type { Flat } from "./parameter.ts"
import { planOf } from "./plan-of.ts"
import type { BranchShape, DerivedShape, ListShape, MixShape, Shape } from "./plan.ts"
import type { Space } from "./space.ts"

/**
 * The configuration in the form of its user: branches as `{ use: … }`, lists as arrays, derived values computed, what is inactive
 * absent. Members are in the order of declaration. `flatten` is its inverse.
 */
export const assemble = (space: Space, flat: Flat): Config => members(planOf(space).shape, flat, {})

type Growing = Record<string, Json>

function members(shape: readonly Shape[], flat: Flat, config: Growing): Growing {
  for (const member of shape) {
    const value = valueOf(member, flat)
    if (value !== undefined) config[member.key] = value
  }
  return config
}

function valueOf(member: Shape, flat: Flat): Json | undefined {
  switch (member.kind) {
    case "leaf":
      return flat[member.parameter.name]
    case "mix":
      return mixed(member, flat)
    case "list":
      return meets(member.when.parents, member.when.test, flat) ? list(member, flat) : undefined
    case "branch":
    case "schedule":
      return branch(member, flat)
    case "network":
      return meets(member.when.parents, member.when.test, flat) ? networkValue(member.layout, flat) : undefined
    case "derived":
      return meets(member.when.parents, member.when.test, flat) ? derived(member, flat) : undefined
  }
}

function mixed({ selector, ranges }: MixShape, flat: Flat): Json | undefined {
  const chosen = flat[selector.name]
  const range = chosen === undefined ? undefined : ranges.get(chosen)
  return range === undefined ? chosen : flat[range.name]
}

function list({ length, items }: ListShape, flat: Flat): Json {
  const count = typeof length === "number" ? length : (flat[length] as number)
  return items.slice(0, count).flatMap((item) => {
    const value = valueOf(item, flat)
    // An element is one value even when that is an array; one with a condition of its own may be absent.
    return value === undefined ? [] : [value]
  })
}

function branch({ tag, selector, branches }: BranchShape, flat: Flat): Json | undefined {
  const use = flat[selector.name]
  return use === undefined ? undefined : members(branches.get(use as string) ?? [], flat, { [tag]: use })
}

/** A value that JSON cannot hold (log of 0) is absent. */
function derived({ value }: DerivedShape, flat: Flat): Json | undefined {
  const result = evaluate(value.expression, value.values(flat))
  return typeof result === "number" && !Number.isFinite(result) ? undefined : result
}
