/** The configuration that forests find most worth trying. */
import type { Ask, Flat } from "@diapason/core"
import { rowOf, type Place } from "../gp/cube.ts"
import { isFeasible } from "../gp/feasible.ts"
import { bestOf, leastOf } from "../gp/leaders.ts"
import { scalarised } from "../gp/scalarised.ts"
import { objective } from "../gp/target.ts"
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
  const leaders = several ? leastOf(belief.target, leading) : bestOf(history, leading)
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

const leading = 10
