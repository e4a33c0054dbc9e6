/**
 * A Gaussian process over configurations and how far their training has come, which are asked about at the highest rung that enough
 * trials have reached: a new configuration is proposed for what it promises there, by all that is known from below. Made for `asha`, with
 * which it is brought along by the name `mobster`. While trials are dear; for thousands of them `bohb`. For one objective: of several it
 * reads the first.
 *
 * A suggestion costs a model of at most 150 results, as one of `gp`, which is fitted anew more often. Trials that have not reported
 * count as running at the first rung.
 * Klein et al. 2020 (arXiv 2003.10865), whose kernel over resources is here a Matérn one on their logarithm.
 */
import type { Ask, Flat, Problem, Sampler, Suggestion } from "@diapason/core"
import { normalCdf } from "@diapason/math"
import type { LadderOptions } from "../schedulers/rungs/ladder.ts"
import type { Heavy } from "../setting.ts"
import { together } from "./gp/acquisition.ts"
import { believe, type Belief, type Fits } from "./gp/belief.ts"
import { candidates } from "./gp/candidates.ts"
import { cubeOf, rowOf, type Cube } from "./gp/cube.ts"
import { remember, type Seen } from "./gp/history.ts"
import { bestOf } from "./gp/leaders.ts"
import { limits } from "./gp/limits.ts"
import { logEi } from "./gp/log-ei.ts"
import { maximise } from "./gp/maximise.ts"
import { objective } from "./gp/target.ts"
import { hearReport, lossesAt, type HeardCurves } from "./heard-curves.ts"
import { atHeight, heightOf, lift, liftedCube } from "./gp/lifted.ts"
import { percent } from "./percent.ts"
import { rungSteps } from "./rungs/steps.ts"
import { acceptance, visit, visits, type Visits } from "./visits.ts"
import { startUp, undirected } from "./without-model.ts"

export const mobster = (options: LadderOptions = {}): Sampler<MobsterState> => ({
  id: "mobster/3",
  init(problem) {
    const cube = cubeOf(problem.space)
    return {
      visits: visits(problem),
      cube,
      steps: [...rungSteps(problem, options), problem.fidelity?.max ?? Infinity],
      curves: new Map(),
      climbers: new Map(),
      finished: [],
      fits: new Map(),
    }
  },
  observe(state, observation) {
    visit(state.visits, observation)
    remember(state.finished, state.cube, observation)
    const { number, flat, outcome } = observation
    if (outcome.kind === "complete") record(state, number, flat).set(state.steps.length - 1, outcome.losses)
    return state
  },
  hear(state, heard) {
    hearReport(state.curves, heard)
    const curve = state.curves.get(heard.number)!
    const at = record(state, heard.number, heard.flat)
    state.steps.forEach((step, rung) => {
      const losses = lossesAt(curve, step)
      const before = at.get(rung)
      // Fits are kept by the results that they were made from: what is taken back leaves none that can be trusted.
      if (before !== undefined && before[0] !== losses?.[0]) state.fits.clear()
      if (losses === undefined) at.delete(rung)
      else at.set(rung, losses)
    })
    return state
  },
  suggest(state, ask) {
    const { visits, cube, steps } = state
    const needed = neededFor(visits.problem)
    const counts = steps.map((_, rung) => [...state.climbers.values()].filter(({ losses }) => losses.has(rung)).length)
    const top = counts.findLastIndex((count) => count >= needed)
    if (top < 0) return startUp(visits, ask, `mobster: start-up design, ${Math.max(...counts)} of ${needed} trials have come to a rung`)
    if (cube.columns.length === 0) return undirected(visits, ask, "mobster: nothing can vary")
    if (ask.rng("gp.search", 1).uniform() < strays)
      return undirected(visits, ask, "mobster: a random configuration, as a check on the model")
    return modelled(state, ask, top) ?? undirected(visits, ask, "mobster: no candidate was both allowed and new; a random one instead")
  },
})

/** It takes its time while it has a model, which paused trials may give it before one has finished. */
export const mobsterHeavy = (): Heavy => ({ from: 0, below: Infinity })

interface MobsterState {
  readonly visits: Visits
  readonly cube: Cube
  /** The rungs, rising; the last one is that of trials that ran in full. */
  readonly steps: readonly number[]
  readonly curves: HeardCurves
  readonly climbers: Map<number, Climber>
  readonly finished: Seen[]
  readonly fits: Fits
}

/** A trial with its losses at the rungs that it has come to. */
interface Climber {
  readonly flat: Flat
  readonly row: Float64Array
  readonly losses: Map<number, readonly number[]>
}

function record({ climbers, cube }: MobsterState, number: number, flat: Flat): Climber["losses"] {
  const known = climbers.get(number) ?? { flat, row: rowOf(cube, flat), losses: new Map() }
  climbers.set(number, known)
  return known.losses
}

/** A few more than there are parameters. */
const neededFor = ({ space }: Problem): number =>
  Math.max(4, Math.min(10, space.parameters.filter(({ kind }) => kind !== "constant").length + 1))

function modelled(state: MobsterState, ask: Ask, top: number): Suggestion | undefined {
  const { visits, cube, steps, finished, climbers } = state
  const { problem } = visits
  const height = heightOf(problem, steps[top]!)
  const results = resultsUpTo(state, top)
  const silent = ask.pending.filter(({ number }) => (climbers.get(number)?.losses.size ?? 0) === 0)
  const running = silent.slice(-mostRunning).map(({ flat }) => rowOf(cube, flat))
  const evidence = { cube, seed: problem.seed, fits: state.fits, draws: ask.rng("gp.draws") }
  const belief = believe(
    objective(0),
    {
      ...evidence,
      cube: liftedCube(cube),
      history: results,
      running: running.map((row) => lift(row, heightOf(problem, steps[0]!))),
      counts: ({ row }) => row[cube.columns.length] === height,
    },
    1,
  )
  const terms = [atHeight(logEi(belief), height), ...limits(problem, { ...evidence, history: finished, running })]
  const lengths = Float64Array.from(cube.columns, (_, c) => 1 / Math.sqrt(belief.hyper.inverseSquares[c]!))
  const rng = ask.rng("gp.search")
  const leaders = bestOf(atTop(state, top), 4)
  const looked = candidates(cube, leaders, { spread: 384, around: 24, lengths }, rng)
  const accepts = acceptance(visits, ask)
  const search = { cube, acquisition: together(terms), lengths, accepts: ({ flat }: { readonly flat: Flat }) => accepts(flat), rng }
  const [place] = maximise(search, looked, 1, 4)
  return place && { flat: place.flat, why: why(belief, lift(place.row, height), state, top) }
}

/** Every result at the rungs up to `top`, by trial and then by rung; each has a number of its own. */
function resultsUpTo({ climbers, steps, visits }: MobsterState, top: number): readonly Seen[] {
  const numbers = [...climbers.keys()].sort((a, b) => a - b)
  return numbers.flatMap((number) => {
    const { flat, row, losses } = climbers.get(number)!
    return steps.slice(0, top + 1).flatMap((step, rung): Seen[] => {
      const reached = losses.get(rung)
      return reached === undefined
        ? []
        : [{ number: number * 64 + rung, flat, row: lift(row, heightOf(visits.problem, step)), outcome: full(reached) }]
    })
  })
}

/** The trials at the top rung, as rows of the plain cube. */
const atTop = ({ climbers }: MobsterState, top: number): readonly Seen[] =>
  [...climbers].flatMap(([number, { flat, row, losses }]) => {
    const reached = losses.get(top)
    return reached === undefined ? [] : [{ number, flat, row, outcome: full(reached) }]
  })

const full = (losses: readonly number[]): Seen["outcome"] => ({ kind: "complete", losses, violations: [] })

function why({ posterior, best, places }: Belief, row: Float64Array, { steps, visits }: MobsterState, top: number): string {
  const means = new Float64Array(posterior.fantasies)
  const deviation = Math.sqrt(posterior.at(row, means))
  const chance = means.reduce((sum, mean, s) => sum + normalCdf((best[s]! - mean) / deviation) / means.length, 0)
  const inFull = top === steps.length - 1
  const where = inFull ? "of those that ran in full" : `at rung ${steps[top]}`
  const from = visits.problem.fidelity === undefined || top === 0 ? "" : ` at ${top + 1} rungs`
  return `mobster: ${percent(chance)} chance to beat the best ${where}; a model of ${places.length} results${from}`
}

/** More trials that have not reported add cost and little else. */
const mostRunning = 32

/** The share of suggestions that check the model. */
const strays = 0.05
