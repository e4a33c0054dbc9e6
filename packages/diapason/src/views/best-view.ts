import { recommend, type Recommendation } from "@diapason/algorithms"
import {
  observationOf,
  problemOf,
  toWireMetrics,
  type Config,
  type Ledger,
  type Observation,
  type Trial,
  type WireMetrics,
} from "@diapason/core"

/** A trial of the front, as JSON shows it. */
interface BestView {
  readonly trial: number
  readonly config: Config
  readonly values: WireMetrics
}

/** The incumbent, or the whole front of a study with several objectives, in the order in which they were found. */
export const bestView = (ledger: Ledger): readonly BestView[] => ledger.front.map((n) => trialBest(ledger.trials[n]!))

/** A trial with the values that it is expected to have when it is run again. */
interface RecommendedView {
  readonly trial: number
  readonly config: Config
  readonly estimate: WireMetrics
}

/**
 * The trial to stake one's name on: under noise the one that a model finds best, else the one with the best value; of a front the one
 * with the best first objective. Undefined before the first complete trial.
 */
export function recommendedView(ledger: Ledger): RecommendedView | undefined {
  const given =
    ledger.definition.objectives.length > 1 ? firstOfFront(ledger) : recommend(problemOf(ledger, { type: "" }), observed(ledger))
  if (given === undefined) return undefined
  const { trial, config, values } = trialBest(ledger.trials[given.number]!)
  const { metric, direction } = ledger.definition.objectives[0]!
  const estimate = given.modelled ? toWireMetrics({ [metric]: direction === "maximize" ? -given.estimate : given.estimate }) : values
  return { trial, config, estimate }
}

function firstOfFront({ front, trials, rules }: Ledger): Recommendation | undefined {
  const losses = (n: number): number => rules.loss((trials[n] as { values: Record<string, number> }).values)
  const [number] = [...front].sort((a, b) => losses(a) - losses(b) || a - b)
  return number === undefined ? undefined : { number, estimate: losses(number), modelled: false }
}

const observed = (ledger: Ledger): readonly Observation[] =>
  ledger.finished.flatMap((number) => observationOf(ledger, ledger.trials[number]!) ?? [])

/** One trial with its values. */
export const trialBest = (trial: Trial): BestView => ({
  trial: trial.number,
  config: trial.config,
  values: "values" in trial ? toWireMetrics(trial.values) : {},
})
