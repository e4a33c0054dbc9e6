import type { GrownForest } from "./grown-forest.ts"
import type { Share } from "./share.ts"

/** What a measure says that questions a forest. */
export interface Modelled<Measure extends string> {
  readonly measure: Measure
  readonly parameters: readonly Share[]
  /** How well the forest tells trials that it does not know: 1 all, 0 no better than their mean, below 0 worse. */
  readonly fit: number
  /** What should make one doubt the shares, for people; often nothing. */
  readonly warnings: readonly string[]
}

/** How measures that fit a forest are asked. */
export interface ModelledOptions {
  /** Half samples for the intervals; default 20, 0 for none. Each fits a model of its own. */
  readonly resamples?: number
  readonly seed?: number
}

/** A model that tells little has little to say on what matters in it. */
export function warningsOf({ fit, rows }: GrownForest): readonly string[] {
  return [
    ...(fit < leastFit
      ? [`the model tells only ${Math.max(0, Math.round(100 * fit))} % of how trials differ: the shares may be chance`]
      : []),
    ...(rows.count < fewTrials ? [`${rows.count} trials are few: from ${fewTrials} on the shares are steadier`] : []),
  ]
}

const leastFit = 0.3
const fewTrials = 30
