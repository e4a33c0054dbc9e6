import type { Json } from "../event/json.ts"
import { meets } from "./active.ts"
import { levels, valueAt } from "./levels.ts"
import type { Parameter, Flat } from "./parameter.ts"
import { planOf } from "./plan-of.ts"
import type { Plan, Rule } from "./plan.ts"
import type { Space } from "./space.ts"

/**
 * How many distinct configurations a space has: Infinity when a float without a step can be active, else counted over what
 * conditions and constraints depend on; the rest multiplies. Where more than 100 000 cases would have to be looked at,
 * constraints are left out of account, so the number is then an upper bound.
 */
export function cardinality(space: Space): number {
  const plan = planOf(space)
  return components(plan).reduce((product, part) => product * countPart(plan, part), 1)
}

/** Parameters that hang together through conditions or constraints, with the rules among them. */
interface Component {
  readonly indices: readonly number[]
  /** Those whose value matters to another parameter or a constraint. */
  readonly read: ReadonlySet<number>
  readonly rules: readonly Rule[]
}

function components(plan: Plan): readonly Component[] {
  const leader = plan.parameters.map((_, i) => i)
  const find = (i: number): number => (leader[i] === i ? i : (leader[i] = find(leader[i]!)))
  const read = new Set<number>()
  const position = (name: string): number => plan.positions.get(name)!
  plan.parameters.forEach(({ condition }, i) => {
    const test = plan.tests[i]
    for (const parent of [...(condition?.parents ?? []).map(({ name }) => name), ...(test === undefined ? [] : test.primitives)]) {
      read.add(position(parent))
      leader[find(i)] = find(position(parent))
    }
  })
  for (const rule of plan.rules) {
    const [first, ...others] = rule.primitives.map(position)
    if (first === undefined) continue
    for (const i of [first, ...others]) {
      read.add(i)
      leader[find(i)] = find(first)
    }
  }
  const roots = [...new Set(leader.map((_, i) => find(i)))]
  return roots.map((root) => ({
    indices: leader.flatMap((_, i) => (find(i) === root ? [i] : [])),
    read,
    rules: plan.rules.filter((rule) => rule.primitives.some((name) => find(position(name)) === root)),
  }))
}

const MOST = 100_000

function countPart(plan: Plan, part: Component): number {
  const budget = { left: MOST }
  const exact = walk(plan, part, part.rules, 0, {}, budget)
  if (exact !== undefined) return exact
  return part.indices.reduce((product, i) => product * levels(plan.parameters[i]!), 1)
}

/** Depth first over the values that matter; the others only multiply. Undefined when the budget is spent. */
function walk(plan: Plan, part: Component, rules: readonly Rule[], at: number, flat: Flat, budget: { left: number }): number | undefined {
  if (--budget.left < 0) return undefined
  const index = part.indices[at]
  if (index === undefined) return rules.every((rule) => rule.holds(flat)) ? 1 : 0
  const parameter: Parameter = plan.parameters[index]!
  const next = (more: Flat) => walk(plan, part, rules, at + 1, more, budget)
  if (parameter.condition !== undefined && !meets(parameter.condition.parents, plan.tests[index], flat)) return next(flat)
  const count = levels(parameter)
  // A continuous parameter that matters elsewhere: without end, whatever the others do.
  if (!part.read.has(index) || count === Infinity) return times(count, next(flat))
  return sum(count, (k) => next({ ...flat, [parameter.name]: valueAt(parameter, k) as Json }))
}

const times = (count: number, rest: number | undefined): number | undefined =>
  rest === undefined ? undefined : rest === 0 ? 0 : count * rest

function sum(count: number, term: (k: number) => number | undefined): number | undefined {
  let total = 0
  for (let k = 0; k < count; k++) {
    const one = term(k)
    if (one === undefined) return undefined
    total += one
  }
  return total
}
