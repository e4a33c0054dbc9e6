/**
 * The parameters that are active together, modelled together. A group comes after the groups that decide whether it is active,
 * so a configuration is drawn from the root to the leaves.
 */
import { groups, isActive, type Flat, type Space } from "@diapason/core"
import { axisOf, type Axis } from "./axis.ts"

export interface Group {
  /** Place among the groups of the space. */
  readonly index: number
  readonly axes: readonly Axis[]
  /** Whether the group is active, given the values of the groups before it. */
  active(flat: Flat): boolean
}

/** The groups of a space, root to leaf. */
export function groupsIn(space: Space): Group[] {
  let column = 0
  return groups(space).map(({ parameters }, index) => ({
    index,
    axes: parameters.map((parameter) => axisOf(parameter, column++)),
    active: (flat) => isActive(space, parameters[0]!, flat),
  }))
}
