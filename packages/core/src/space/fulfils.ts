import { holds } from "../expression/expression.ts"
import type { Flat } from "./parameter.ts"
import { planOf } from "./plan-of.ts"
import type { Space } from "./space.ts"

/** Whether a configuration fulfils the space's constraints. One that reads an inactive parameter holds. */
export function fulfils(space: Space, flat: Flat): boolean {
  for (const { expression, values } of planOf(space).constraints) if (!holds(expression, values(flat))) return false
  return true
}
