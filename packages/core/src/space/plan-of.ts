import type { SpaceJson } from "./parameter-json.ts"
import { lower } from "./lower.ts"
import type { Plan } from "./plan.ts"
import type { Space } from "./space.ts"

const plans = new WeakMap<Space, Plan>()

/** The plan of a space; derived again when the space was copied or came from another process. */
export function planOf(space: Space): Plan {
  const known = plans.get(space)
  if (known !== undefined) return known
  const plan = lower(space.json as unknown as SpaceJson, space.constraints)
  plans.set(space, plan)
  return plan
}
