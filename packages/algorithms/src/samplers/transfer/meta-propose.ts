/** The point that a taught model finds most worth trying. */
import { normalCdf } from "@diapason/math"
import type { Ask } from "@diapason/core"
import { fit } from "../../surrogate/gp/fit.ts"
import { growingSize } from "../growing.ts"
import { together } from "../gp/acquisition.ts"
import { stacked } from "../gp/belief.ts"
import { candidates } from "../gp/candidates.ts"
import { rowOf, type Place } from "../gp/cube.ts"
import { runningRows } from "../gp/running-rows.ts"
import { isFeasible } from "../gp/feasible.ts"
import type { Seen } from "../gp/history.ts"
import { bestOf } from "../gp/leaders.ts"
import { limits } from "../gp/limits.ts"
import { logEi } from "../gp/log-ei.ts"
import { maximise, type Scored } from "../gp/maximise.ts"
import type { GpState } from "../gp/state.ts"
import { objective } from "../gp/target.ts"
import { thin } from "../gp/thin.ts"
import { acceptance } from "../visits.ts"
import type { Teacher } from "./teacher.ts"
import { residualsOf, taughtModel, type TaughtModel } from "./taught-model.ts"

interface MetaProposed {
  readonly place: Scored
  readonly model: TaughtModel
  /** Of beating the best. */
  readonly chance: number
  readonly trials: number
}

/** `expected` remembers what the teachers expect of each row that finished. Undefined when no point is both allowed and new. */
export function proposeTaught(
  state: GpState,
  teachers: readonly Teacher[],
  expected: WeakMap<Float64Array, Float64Array>,
  ask: Ask,
): MetaProposed | undefined {
  const { cube, history, problem } = state
  const running = runningRows(cube, ask)
  const target = objective(0).over(history)
  const places = thin(target, problem.seed, predicting)
  const rows = places.map((i) => target.seen[i]!.row)
  const values = Float64Array.from(places, (i) => target.values[i]!)
  const residuals = residualsOf(teachers, cube.columns.length, fitted(state, target.seen))
  const model = taughtModel(teachers, cube, { rows, values, running }, residuals, (row) => {
    const known = expected.get(row) ?? Float64Array.from(teachers, (teacher) => teacher.mean(row))
    expected.set(row, known)
    return known
  })
  const lengths = model.residual.inverseSquares.map((inverse) => 1 / Math.sqrt(inverse))
  const rng = ask.rng("meta.search")
  const evidence = { cube, history, running, seed: problem.seed, fits: state.fits, counts: isFeasible, draws: ask.rng("gp.draws") }
  const taught = teachers.flatMap(({ best }) => best.slice(0, 2).map((flat) => ({ flat, row: rowOf(cube, flat) })))
  const leaders = [...bestOf(history, leading), ...taught]
  const looked = candidates(cube, leaders, { spread: 192, around: 4, lengths }, rng)
  const accepts = acceptance(state, ask)
  const acquisition = together([logEi(model), ...limits(problem, evidence)])
  const search = { cube, acquisition, lengths, accepts: ({ flat }: Place) => accepts(flat), rng }
  const [place] = maximise(search, looked, 1, 4)
  if (place === undefined) return undefined
  const mean = new Float64Array(1)
  const deviation = Math.sqrt(model.posterior.at(place.row, mean))
  return { place, model, chance: normalCdf((model.best[0]! - mean[0]!) / deviation), trials: target.seen.length }
}

/**
 * The target's own length scales, once it has shown enough for a fit that is its own. Of the first trials alone, so that it does not
 * matter when somebody asked.
 */
function fitted({ cube, fits, problem }: GpState, told: readonly Seen[]): Float64Array | undefined {
  if (told.length < tellingOfLengths) return undefined
  const target = objective(0).over(told.slice(0, growingSize(told.length, 39)))
  const places = thin(target, problem.seed, fitting)
  const key = `meta: ${target.seen.length}: ${places.map((i) => target.seen[i]!.number).join()}`
  const rows = stacked(
    cube,
    places.map((i) => target.seen[i]!.row),
  )
  const hyper =
    fits.get(key)?.[0] ??
    fit(
      rows,
      Float64Array.from(places, (i) => target.values[i]!),
      cube.dimensions,
    )
  fits.set(key, [hyper])
  return hyper.inverseSquares
}

const leading = 3

const tellingOfLengths = 8

/** Of more trials than these the model is made of the best, the newest and a share of the rest: each ask factors them anew. */
const predicting = { best: 60, newest: 30, thinned: 30 }

const fitting = { best: 60, newest: 0, thinned: 60 }
