import { configToday, lastValues, type CompleteTrial, type Ledger, type Metrics, type Trial } from "@diapason/core"
import { bestOf, judged } from "./winner/judged.ts"

/** A trial to stake one's name on, and the values that it is expected to have when it is run again. */
export interface RecommendedTrial {
  readonly trial: Trial
  readonly estimate: Metrics
}

/**
 * Under noise the trial that is believed to be the best, by a model or by runs after the search, else the one with the best value; of a front the one with the best first objective.
 * Where trials can be paused, one that has come to a better value than any complete one goes before it. Undefined before the first trial
 * that counts and keeps all limits.
 */
export function recommendedTrial(ledger: Ledger): RecommendedTrial | undefined {
  const complete = recommendedComplete(ledger)
  const paused = bestPaused(ledger)
  if (complete === undefined || paused === undefined) return complete ?? paused
  return ledger.rules.loss(paused.estimate) < ledger.rules.loss(complete.estimate) ? paused : complete
}

function recommendedComplete(ledger: Ledger): RecommendedTrial | undefined {
  const [objective, ...others] = ledger.definition.objectives
  if (others.length > 0) return firstOfFront(ledger)
  const found = judged(ledger)
  if (found === undefined) return undefined
  const [first] = found.arms
  const trial = ledger.trials[bestOf(ledger, first!)] as CompleteTrial
  if (!found.noisy && first!.chosen.size === 0) return { trial, estimate: trial.values }
  const { metric, direction } = objective!
  return { trial, estimate: { [metric]: direction === "maximize" ? -first!.mean : first!.mean } }
}

/** The paused trial with the best last report; for one objective only. */
function bestPaused(ledger: Ledger): RecommendedTrial | undefined {
  const { paused, trials, rules } = ledger
  if (rules.objectives.length > 1) return undefined
  let best: RecommendedTrial | undefined
  for (const number of paused) {
    const trial = trials[number]!
    const estimate = lastValues(trial.curve)
    const loss = rules.loss(estimate)
    const counts =
      trial.excluded === undefined && Number.isFinite(loss) && rules.violations(estimate, configToday(ledger, trial)).every((v) => v <= 0)
    if (counts && !(best !== undefined && rules.loss(best.estimate) <= loss)) best = { trial, estimate }
  }
  return best
}

function firstOfFront({ front, trials, rules }: Ledger): RecommendedTrial | undefined {
  const best = front
    .map((n) => trials[n] as CompleteTrial)
    .sort((a, b) => rules.loss(a.values) - rules.loss(b.values) || a.number - b.number)
  return best[0] && { trial: best[0], estimate: best[0].values }
}
