import type { Flat } from "./parameter.ts"
import { planOf } from "./plan-of.ts"
import type { Space } from "./space.ts"

/**
 * Whether a configuration fulfils the space's constraints, and its networks can be built. A constraint that reads an inactive parameter
 * holds.
 */
export function fulfils(space: Space, flat: Flat): boolean {
  for (const rule of planOf(space).rules) if (!rule.holds(flat)) return false
  return true
}

/** Whether some configurations of a space are not allowed, so that a draw may be refused. */
export const isConstrained = (space: Space): boolean => planOf(space).rules.length > 0
