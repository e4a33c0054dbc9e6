/** The configuration that forests find most worth trying. */
import type { Ask, Flat } from "@diapason/core"
import { rowOf, type Place } from "../gp/cube.ts"
import type { Seen } from "../gp/history.ts"
import { scalarised } from "../gp/scalarised.ts"
import { objective } from "../gp/target.ts"
import { compareQuality, quality } from "../quality-order.ts"
import { believe, type Belief } from "./believe.ts"
import { cellOf } from "./cell.ts"
import { imputed } from "./imputed.ts"
import { mostWorth } from "./search.ts"
import type { ForestState } from "./state.ts"
import { wishes } from "./wishes.ts"

export interface Proposed {
  readonly flat: Flat
  readonly row: Float64Array
  /** The belief about the objective. */
  readonly belief: Belief
}

/** Undefined when no point that was looked at is both allowed and new. */
export function propose(state: ForestState, ask: Ask, accepts: (flat: Flat) => boolean): Proposed | undefined {
  const { cube, history, problem } = state
  const several = problem.objectives > 1
  const quantity = several ? scalarised(problem.objectives, ask.rng("forest.search", 1)) : objective(0)
  const belief = believe(quantity, state, ask.pending, isFeasible)
  const worth = wishes(state, ask, belief)
  const search = {
    cube,
    worth: ({ flat, row }: Place) => worth(imputed(cube, flat, row)),
    accepts: unlikeOthers(state, ask, accepts),
    rng: ask.rng("forest.search"),
  }
  const leaders = several ? leastOf(belief) : history.toSorted(byQuality).slice(0, leading)
  const place = mostWorth(search, leaders, { spread: 1000, steps: 100 })
  return place === undefined ? undefined : { flat: place.flat, row: imputed(cube, place.flat, place.row), belief }
}

/** Accepts what differs from all trials by more than digits. */
function unlikeOthers({ cells, cube }: ForestState, { pending }: Ask, accepts: (flat: Flat) => boolean): (place: Place) => boolean {
  const busy = new Set(pending.map(({ flat }) => cellOf(rowOf(cube, flat))))
  return ({ flat, row }) => {
    const cell = cellOf(row)
    return !cells.has(cell) && !busy.has(cell) && accepts(flat)
  }
}

const byQuality = (a: Seen, b: Seen): number => compareQuality(quality(a.outcome), quality(b.outcome)) || a.number - b.number

/** The trials of least value, those that keep all limits first. */
function leastOf({ target: { seen, values } }: Belief): Seen[] {
  const all = seen.map((one, i) => ({ one, lost: isFeasible(one) ? 0 : 1, value: values[i]! }))
  return all
    .sort((a, b) => a.lost - b.lost || a.value - b.value)
    .slice(0, leading)
    .map(({ one }) => one)
}

const isFeasible = ({ outcome }: Seen): boolean => outcome.kind === "complete" && outcome.violations.every((violation) => violation <= 0)

const leading = 10
