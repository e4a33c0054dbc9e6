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
import { bestOf } from "../gp/leaders.ts"
import { limits } from "../gp/limits.ts"
import { logEi } from "../gp/log-ei.ts"
import { maximise, type Scored } from "../gp/maximise.ts"
import type { GpState } from "../gp/state.ts"
import { objective, type Target } from "../gp/target.ts"
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
  expected: Map<Float64Array, Float64Array>,
  ask: Ask,
): MetaProposed | undefined {
  const { cube, history, problem } = state
  const running = runningRows(cube, ask)
  const target = objective(0).over(history)
  const rows = target.seen.map(({ row }) => row)
  const residuals = residualsOf(teachers, cube.columns.length, fitted(state, target))
  const model = taughtModel(teachers, cube, { rows, values: target.values, running }, residuals, (row) => {
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
  return { place, model, chance: normalCdf((model.best[0]! - mean[0]!) / deviation), trials: rows.length }
}

/** The target's own length scales, once it has shown enough for a fit that is its own. */
function fitted({ cube, fits }: GpState, { seen, values }: Target): Float64Array | undefined {
  if (seen.length < tellingOfLengths) return undefined
  const size = growingSize(seen.length, 39)
  const key = `meta: ${seen
    .slice(0, size)
    .map(({ number }) => number)
    .join()}`
  const hyper =
    fits.get(key)?.[0] ??
    fit(
      stacked(
        cube,
        seen.slice(0, size).map(({ row }) => row),
      ),
      values.slice(0, size),
      cube.dimensions,
    )
  fits.set(key, [hyper])
  return hyper.inverseSquares
}

const leading = 3

const tellingOfLengths = 8
