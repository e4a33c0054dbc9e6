import { canonicalJson } from "../event/canonical.ts"
import type { Condition, Parameter } from "./parameter.ts"
import type { Space } from "./space.ts"

/** Parameters that are always active together, and when. */
export interface Group {
  readonly condition?: Condition
  readonly parameters: readonly Parameter[]
}

/**
 * The parameters by activation condition: those of one group are active in the same configurations, so a sampler can model them
 * jointly. Constants are left out. In the order of `space.parameters`, so parents come first.
 */
export function groups(space: Space): readonly Group[] {
  const found = new Map<string, { readonly condition?: Condition; readonly parameters: Parameter[] }>()
  for (const parameter of space.parameters) {
    if (parameter.kind === "constant") continue
    const { condition } = parameter
    const key = conditionKey(condition)
    const group = found.get(key) ?? { ...(condition !== undefined && { condition }), parameters: [] }
    group.parameters.push(parameter)
    found.set(key, group)
  }
  return [...found.values()]
}

function conditionKey(condition: Condition | undefined): string {
  if (condition === undefined) return ""
  const parents = condition.parents.map(({ name, values }) => [name, values.map(canonicalJson).sort()])
  return canonicalJson([parents.map(canonicalJson).sort(), condition.test?.source])
}
