/**
 * TPE on the rungs of a ladder: the model reads what trials had lost by the highest rung that enough of them have come to, so it learns
 * from those that are paused or were stopped long before one has run in full. Made for `hyperband` and `asha`, by whose names it is
 * brought along; without a fidelity it is TPE with every fifth configuration at random.
 *
 * A suggestion costs what one of TPE does; a report a look at its rung. Limits on results are read from trials that ran in full.
 * Falkner et al. 2018 (arXiv 1807.01774), section 3.2, whose kernel densities are replaced by those of TPE.
 */
import type { Ask, Observation, Sampler, Suggestion } from "@diapason/core"
import type { LadderOptions } from "../schedulers/rungs/ladder.ts"
import { rungModel, type RungModel } from "./bohb/rung-model.ts"
import { explain } from "./explain.ts"
import { hearReport, lossesAt, type HeardCurves } from "./heard-curves.ts"
import { rungSteps } from "./rungs/steps.ts"
import { visit, visits, type Visits } from "./visits.ts"
import { startUp, undirected } from "./without-model.ts"

export interface BohbOptions extends LadderOptions {
  /** The share of configurations that are drawn at random, in (0, 1); 0.2. */
  readonly random?: number
}

export const bohb = (options: BohbOptions = {}): Sampler<BohbState> => ({
  id: "bohb/1",
  init(problem) {
    const searched = problem.space.parameters.filter(({ kind }) => kind !== "constant").length
    const rungs = [...rungSteps(problem, options), Infinity].map((step) => ({ step, model: rungModel(problem) }))
    return { visits: visits(problem), rungs, curves: new Map(), needed: 2 * searched + 2 }
  },
  observe(state, observation) {
    visit(state.visits, observation)
    for (const { model } of state.rungs) model.finish(observation)
    if (observation.outcome.kind === "complete") completed(state, observation)
    return state
  },
  hear(state, heard) {
    hearReport(state.curves, heard)
    const curve = state.curves.get(heard.number)!
    for (const { step, model } of state.rungs) if (step < Infinity) model.reach(heard.number, curve.flat, lossesAt(curve, step))
    return state
  },
  suggest({ visits, rungs, needed }, ask) {
    const { random = 0.2 } = options
    const rung = rungs.findLast(({ model }) => model.rows >= needed)
    if (rung === undefined) {
      const most = rungs.reduce((n, { model }) => Math.max(n, model.rows), 0)
      return startUp(visits, ask, `bohb: start-up design, ${most} of ${needed} trials have come to a rung`)
    }
    if (ask.rng("tpe.sample", coin).uniform() < random)
      return undirected(visits, ask, "bohb: a random configuration, as a check on the model")
    return modelled(rung, ask)
  },
})

interface BohbState {
  readonly visits: Visits
  /** Rising; the last one, at Infinity, is that of trials that have run in full. */
  readonly rungs: readonly { readonly step: number; readonly model: RungModel }[]
  readonly curves: HeardCurves
  /** Trials that a rung needs before it is modelled. */
  readonly needed: number
}

/** What completed without a word on the way is known at the end only. */
function completed({ rungs }: BohbState, { number, flat, outcome }: Observation): void {
  if (outcome.kind === "complete") rungs.at(-1)!.model.reach(number, flat, outcome.losses, outcome.violations)
}

function modelled({ step, model }: BohbState["rungs"][number], ask: Ask): Suggestion | Promise<Suggestion> {
  const where = step === Infinity ? "trials that ran in full" : `trials as they stood at rung ${step}`
  return explain(model.suggest(ask), (why) => `${why} (bohb: the model of ${model.rows} ${where})`)
}

/** Apart from the forks that candidates are drawn with. */
const coin = 1_000_003
