import { toWireMetrics, type Config, type Ledger, type Trial, type WireMetrics } from "@diapason/core"

/** A trial of the front, as JSON shows it. */
interface BestView {
  readonly trial: number
  readonly config: Config
  readonly values: WireMetrics
}

/** The incumbent, or the whole front of a study with several objectives, in the order in which they were found. */
export const bestView = (ledger: Ledger): readonly BestView[] => ledger.front.map((n) => trialBest(ledger.trials[n]!))

/** The one to recommend: of a front the trial with the best first objective. Undefined before the first complete trial. */
export function recommendedView(ledger: Ledger): (Omit<BestView, "values"> & { readonly estimate: WireMetrics }) | undefined {
  const losses = (n: number): number => ledger.rules.loss((ledger.trials[n] as { values: Record<string, number> }).values)
  const [first] = [...ledger.front].sort((a, b) => losses(a) - losses(b) || a - b)
  if (first === undefined) return undefined
  const { trial, config, values } = trialBest(ledger.trials[first]!)
  return { trial, config, estimate: values }
}

/** One trial with its values. */
export const trialBest = (trial: Trial): BestView => ({
  trial: trial.number,
  config: trial.config,
  values: "values" in trial ? toWireMetrics(trial.values) : {},
})
