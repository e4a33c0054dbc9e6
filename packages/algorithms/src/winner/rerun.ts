/** What each trial of a study is likely to come to when it is run again: a single value is partly luck. */
import type { Ledger } from "@diapason/core"
import { believedHalf, judged } from "./judged.ts"

/** In the units of the metric; the 90 % interval. */
export interface LikelyValue {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** By trial number, for those that count. */
export interface Rerun {
  readonly likely: ReadonlyMap<number, LikelyValue>
}

/** Why nothing is said of runs to come. */
export interface NoRerun {
  readonly says: string
}

/** Of the one objective. It costs what `winner` does, and nothing after that at the same position of the log. */
export function rerunOf(ledger: Ledger): Rerun | NoRerun {
  const [objective, ...others] = ledger.definition.objectives
  if (others.length > 0) return { says: "With several objectives it is not told what a trial would come to if it were run again." }
  const found = judged(ledger)
  if (found === undefined) return { says: "No trial counts yet, so it is not told what one would come to if it were run again." }
  if (Number.isNaN(found.noise))
    return { says: "Nothing tells yet how noisy a run is: it takes eight trials, or a configuration that was run twice." }
  if (!found.noisy && found.arms.every(({ chosen }) => chosen.size === 0))
    return { says: "Results show no noise that counts: run again, a trial should come to about the same." }
  const turn = objective!.direction === "maximize" ? -1 : 1
  const likely = found.arms.flatMap((arm) => {
    const half = believedHalf(arm)
    const value = turn * arm.mean
    return Number.isFinite(half) ? arm.trials.map((trial) => [trial, { value, low: value - half, high: value + half }] as const) : []
  })
  return { likely: new Map(likely) }
}
