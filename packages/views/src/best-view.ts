import { toWireMetrics, type Config, type Ledger, type Trial, type WireMetrics } from "@diapason/core"
import { outsideView } from "./revision-view.ts"

/** A trial of the front, as JSON shows it. */
export interface BestView {
  readonly trial: number
  readonly config: Config
  readonly values: WireMetrics
  /** A later revision of the space does not hold it. */
  readonly outside?: true
}

/** The incumbent, or the whole front of a study with several objectives, in the order in which they were found. */
export const bestView = (ledger: Ledger): readonly BestView[] => ledger.front.map((n) => trialBest(ledger, ledger.trials[n]!))

/** One trial with its values. */
export const trialBest = (ledger: Ledger, trial: Trial): BestView => ({
  trial: trial.number,
  config: trial.config,
  values: "values" in trial ? toWireMetrics(trial.values) : {},
  ...outsideView(ledger, trial),
})
