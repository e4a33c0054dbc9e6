import { recommend } from "@diapason/algorithms"
import { observationOf, problemOf, type CompleteTrial, type Ledger, type Metrics, type Observation } from "@diapason/core"

/** A trial to stake one's name on, and the values that it is expected to have when it is run again. */
interface RecommendedTrial {
  readonly trial: CompleteTrial
  readonly estimate: Metrics
}

/**
 * Under noise the trial that a model finds best, else the one with the best value; of a front the one with the best first objective.
 * Undefined before the first complete trial that keeps all limits.
 */
export function recommendedTrial(ledger: Ledger): RecommendedTrial | undefined {
  const [objective, ...others] = ledger.definition.objectives
  if (others.length > 0) return firstOfFront(ledger)
  const given = recommend(problemOf(ledger, { type: "" }), observed(ledger))
  if (given === undefined) return undefined
  const trial = ledger.trials[given.number] as CompleteTrial
  const { metric, direction } = objective!
  return { trial, estimate: given.modelled ? { [metric]: direction === "maximize" ? -given.estimate : given.estimate } : trial.values }
}

function firstOfFront({ front, trials, rules }: Ledger): RecommendedTrial | undefined {
  const best = front
    .map((n) => trials[n] as CompleteTrial)
    .sort((a, b) => rules.loss(a.values) - rules.loss(b.values) || a.number - b.number)
  return best[0] && { trial: best[0], estimate: best[0].values }
}

const observed = (ledger: Ledger): readonly Observation[] =>
  ledger.finished.flatMap((number) => observationOf(ledger, ledger.trials[number]!) ?? [])
