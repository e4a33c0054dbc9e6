/**
 * Puts one configuration together from the root group to the leaves: the best candidate of each active group, or the next best
 * where a candidate breaks the space's constraints or the whole has been tried before.
 */
import { isActive, valueAt, type Flat, type Json, type Parameter, type Space } from "@diapason/core"
import { valueOn } from "./axis.ts"
import type { Group } from "./groups.ts"
import type { Proposal } from "./propose.ts"

export interface Composed {
  readonly flat: Flat
  /** Which candidate each active group took. */
  readonly taken: readonly { readonly group: Group; readonly proposal: Proposal; readonly point: number }[]
}

/** Undefined when none of the first `limit` whole configurations is accepted. `proposal` must answer the same for a group each time. */
export function compose(
  space: Space,
  groups: readonly Group[],
  proposal: (group: Group) => Proposal,
  accepts: (flat: Flat) => boolean,
  limit: number,
): Composed | undefined {
  const constants = space.parameters.filter(({ kind }) => kind === "constant")
  let left = limit

  function descend(depth: number, known: Flat, taken: Composed["taken"]): Composed | undefined {
    const flat = withConstants(space, constants, known)
    const group = groups[depth]
    if (group === undefined) return left-- > 0 && accepts(flat) ? { flat: declared(space, flat), taken } : undefined
    if (!group.active(flat)) return descend(depth + 1, flat, taken)
    const drawn = proposal(group)
    for (const point of drawn.ranked) {
      const next = { ...flat, ...valuesAt(group, drawn, point) }
      const whole = descend(depth + 1, next, [...taken, { group, proposal: drawn, point }])
      if (whole !== undefined || left <= 0) return whole
    }
    return undefined
  }

  return descend(0, {}, [])
}

const valuesAt = (group: Group, { at }: Proposal, point: number): Flat =>
  Object.fromEntries(group.axes.map((axis, j) => [axis.parameter.name, valueOn(axis, at, point * group.axes.length + j)]))

/** Constants are never drawn; each is written as soon as it is active. */
function withConstants(space: Space, constants: readonly Parameter[], flat: Flat): Flat {
  const active = constants.filter((parameter) => flat[parameter.name] === undefined && isActive(space, parameter, flat))
  if (active.length === 0) return flat
  return { ...flat, ...Object.fromEntries(active.map((parameter) => [parameter.name, valueAt(parameter, 0)])) }
}

/** In the order of declaration. */
const declared = ({ parameters }: Space, flat: Flat): Flat =>
  Object.fromEntries(parameters.flatMap(({ name }): [string, Json][] => (flat[name] === undefined ? [] : [[name, flat[name]]])))
