import { drawFlat, reportAt, type Choose, type Fidelity, type Sampler, type Scheduler, type Space, type Wanted } from "@diapason/core"

/** A study over one number with three steps a trial: the smallest on which everything can happen. */
export const plainWanted = (trials: number): Wanted => ({
  name: "plain",
  space: { x: { type: "float", low: 0, high: 1 } },
  objectives: [{ metric: "loss", direction: "minimize" }],
  budget: { trials },
  seed: 7,
})

/** Uniform draws that say how many trials had been observed, so that a replay sees a wrong state; stops what reports over 0.7 at step 2. */
export const plainChoice: Choose = () => ({ sampler: drawing, scheduler: cutting })

const drawing: Sampler<{ space: Space; seen: number }> = {
  id: "drawing/1",
  init: ({ space }) => ({ space, seen: 0 }),
  observe: (state) => ({ ...state, seen: state.seen + 1 }),
  suggest: ({ space, seen }, ask) => {
    const rng = ask.rng("random")
    return { flat: drawFlat(space, () => rng.uniform()), why: `${seen} seen, ${ask.pending.length} pending` }
  },
}

const cutting: Scheduler<Fidelity | undefined> = {
  id: "cutting/1",
  init: ({ fidelity }) => fidelity,
  observe: (state) => state,
  next: () => ({ do: "start" }),
  decide(_, trial, ledger) {
    const step = trial.curve.steps.at(-1)!
    const loss = ledger.rules.loss(reportAt(trial.curve, trial.curve.steps.length - 1))
    return step === 2 && loss > 0.7 ? { action: "stop", why: `${loss} at step 2` } : { action: "continue", why: "still good" }
  },
}
