/** The points of a trust region that a draw from the model finds best, the best first. */
import type { Ask, Problem } from "@diapason/core"
import { factorOf, weightsOf } from "../../surrogate/gp/posterior.ts"
import { jointDraw } from "../../surrogate/gp/joint-draw.ts"
import { together, type Acquisition } from "../gp/acquisition.ts"
import { believeMean, stacked, type Belief, type Fits } from "../gp/belief.ts"
import { unitsOf, type Cube, type Place } from "../gp/cube.ts"
import { runningRows } from "../gp/running-rows.ts"
import type { Seen } from "../gp/history.ts"
import { limits } from "../gp/limits.ts"
import { objective } from "../gp/target.ts"
import { boxOf } from "./box.ts"
import { centreOf } from "./centre.ts"
import { moved } from "./moved.ts"
import type { Region } from "./region.ts"

interface Model {
  readonly problem: Problem
  readonly cube: Cube
  readonly fits: Fits
}

/** At least one member of the region told a loss. Some milliseconds; n rows and m = 400 candidates cost m n (n/2 + d) multiplications. */
export function propose({ problem, cube, fits }: Model, { members, side }: Region, best: Seen, ask: Ask): readonly Place[] {
  const rng = ask.rng("turbo.search")
  const running = runningRows(cube, ask)
  const evidence = { cube, seed: problem.seed, history: members, running, fits }
  const belief = believeMean(objective(0), evidence)
  const centre = centreOf(belief, best)
  const units = unitsOf(cube, centre.flat, centre.row, () => rng.uniform())
  const pool = moved(cube, units, boxOf(cube, belief.hyper.inverseSquares, side.length), poolSize(cube), rng)
  const against = together(limits(problem, evidence))
  const finalists = hopeful(pool, belief, against)
  const values = drawnAt(cube, belief, finalists, ask)
  const scored = finalists.map((place, i) => ({ place, value: values[i]! - against.value(place.row) }))
  return scored.sort((a, b) => a.value - b.value).map(({ place }) => place)
}

/** The candidates that a draw may well choose: those with the lowest means less a deviation. A draw at all of them would cost their number cubed. */
function hopeful(pool: readonly Place[], { posterior }: Belief, against: Acquisition): readonly Place[] {
  const means = new Float64Array(1)
  const scored = pool.map((place) => {
    const deviation = Math.sqrt(posterior.at(place.row, means))
    return { place, hope: means[0]! - deviation - against.value(place.row) }
  })
  return scored
    .sort((a, b) => a.hope - b.hope)
    .slice(0, drawn)
    .map(({ place }) => place)
}

function drawnAt(cube: Cube, { hyper, target, places }: Belief, finalists: readonly Place[], ask: Ask): Float64Array {
  const rows = stacked(
    cube,
    places.map((i) => target.seen[i]!.row),
  )
  const { factor } = factorOf(rows, hyper, hyper.noise)
  const weights = weightsOf(
    factor,
    Float64Array.from(places, (i) => target.values[i]!),
  )
  const points = stacked(
    cube,
    finalists.map(({ row }) => row),
  )
  return jointDraw(rows, hyper, factor, weights, points, ask.rng("turbo.search", 1))
}

const poolSize = ({ columns }: Cube): number => Math.min(100 * columns.length, 400)

const drawn = 100
