import { samplers } from "@diapason/algorithms"
import { assemble, createLedger, fold, observationOf, problemOf } from "@diapason/core"
import { rng } from "@diapason/math"
import { problemNamed } from "../dist/problems.js"

/** A problem whose metric is the share of wrong answers on so few validation rows that luck matters. */
export function fewRows(name, rows) {
  const problem = problemNamed(name)
  const [{ metric }] = problem.objectives
  const share = (config) => {
    const gap = (problem.truth(config)[metric] - problem.best) / (problem.random - problem.best)
    return Math.min(0.9, 0.1 + 0.15 * Math.max(0, gap))
  }
  return {
    ...problem,
    name: `${name} on ${rows} rows`,
    objectives: [{ metric: "error", direction: "minimize" }],
    truth: (config) => ({ error: share(config) }),
    regret: (value) => (value - 0.1) / 0.15,
    evaluate(config, { seed, trial }) {
      const draw = rng(seed, trial, "trial.seed").fork(7)
      let wrong = 0
      for (let row = 0; row < rows; row++) if (draw.uniform() < share(config)) wrong++
      return { error: wrong / rows }
    },
  }
}

/** A whole study of one problem, its log folded; what it reports depends on seed and trial alone. */
export async function played(problem, samplerName, seed, trials) {
  const sampler = samplers[samplerName].make({})
  const at = (seq, body) => ({ ...body, seq, at: seq, hash: "" })
  const definition = {
    name: problem.name,
    space: problem.space,
    objectives: problem.objectives,
    seed,
    sampler: { type: samplerName },
    scheduler: { type: "none" },
    budget: { trials },
  }
  const ledger = createLedger(at(1, { kind: "study.created", definition }))
  const { space } = ledger
  let state = sampler.init(problemOf(ledger, { type: samplerName }))
  const add = (body) => fold(ledger, at(ledger.seq + 1, body))
  for (let trial = 0; trial < trials; trial++) {
    const given = await sampler.suggest(state, { number: trial, pending: [], rng: (stream, fork) => rng(seed, trial, stream, fork) })
    if (!("flat" in given)) break
    const config = assemble(space, given.flat)
    add({ kind: "trial.suggested", trial, config, why: "", by: sampler.id, basis: ledger.seq })
    add({ kind: "trial.started", trial, attempt: 1, session: "bench" })
    add({ kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: problem.evaluate(config, { seed, trial }) })
    state = sampler.observe(state, observationOf(ledger, ledger.trials[trial]))
  }
  return ledger
}

/** The study as it was after so many trials. */
export function firstTrials({ definition, trials }, count) {
  const at = (seq, body) => ({ ...body, seq, at: seq, hash: "" })
  const ledger = createLedger(at(1, { kind: "study.created", definition }))
  for (const { number: trial, config, values } of trials.slice(0, count)) {
    fold(ledger, at(ledger.seq + 1, { kind: "trial.suggested", trial, config, why: "", by: "bench", basis: 1 }))
    fold(ledger, at(ledger.seq + 1, { kind: "trial.started", trial, attempt: 1, session: "bench" }))
    fold(ledger, at(ledger.seq + 1, { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: values }))
  }
  return ledger
}
