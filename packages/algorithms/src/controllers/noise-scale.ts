/**
 * Doubles the batch size where the loss stands still and the gradient is mostly noise: the simple noise scale is more than four times the
 * batch. Put it before `plateau`, which then lowers the rate only where a larger batch would not help. McCandlish et al. 2018
 * (arXiv 1812.06162), equations 2.8 and 2.9 and appendix A.
 */
import type { RunningTrial } from "@diapason/core"
import { flatInForce, spaceOf } from "@diapason/core"
import type { Changes, Controller } from "./controller.ts"
import { figure } from "./figure.ts"
import { moved } from "./moved.ts"
import { after, lastChange, rested } from "./pace.ts"
import { column, seriesOf } from "./series.ts"
import { standstill } from "./standstill.ts"

interface NoiseScaleOptions extends Changes {
  /** The metric that holds the noise scale ready made, where the script computes it. */
  readonly metric?: string
  /** Given: the noise scale is derived from the norms of gradients over batches of two sizes, of which this is the small one. */
  readonly smallBatch?: number
  /** The large one; the parameter's value unless given. */
  readonly bigBatch?: number
  /** The metrics that hold the norms of the two gradients. */
  readonly small?: string
  readonly big?: string
  /** How many times the batch size the noise scale must be, at least 1. */
  readonly ratio?: number
  /** What the batch size is multiplied with, at least 1. */
  readonly factor?: number
  /** Reports without improvement of the loss, at least 1. */
  readonly patience?: number
}

export const noiseScale = (options: NoiseScaleOptions): Controller => {
  const { metric = "noise_scale", smallBatch, ratio = 4, factor = 2, patience = 10 } = options
  const { small = "grad_norm_small", big = "grad_norm_big" } = options
  return {
    id: "noise-scale/1",
    reads: smallBatch === undefined ? [metric] : [small, big],
    decide(trial, problem, ledger) {
      const { steps, losses, name } = seriesOf(trial, problem, ledger)
      const { idle } = standstill(losses, 1e-3)
      if (idle < patience || after(steps, lastChange(trial, options.param)).length < patience || !rested(trial)) return undefined
      const batch = flatInForce(spaceOf(ledger, trial), trial)[options.param]
      if (typeof batch !== "number") return undefined
      const scale =
        smallBatch === undefined
          ? average(recent(trial, options.param, metric))
          : derived(recent(trial, options.param, small), recent(trial, options.param, big), smallBatch, options.bigBatch ?? batch)
      if (!(scale > ratio * batch)) return undefined
      const why = `noise scale: it is ${figure(scale)}, ${figure(scale / batch)} times the batch, and ${name} has not improved in ${idle} reports`
      return moved(trial, ledger, options, (now) => now * factor, why)
    },
  }
}

/**
 * The squared norm of the true gradient and the summed variance of a single sample's, from the mean squared norms `small` and `big` of
 * gradients over `b` and `B` samples; unbiased, so either may come out below 0.
 */
export function noiseParts(small: number, big: number, b: number, B: number): { readonly gradient: number; readonly noise: number } {
  return { gradient: (B * big - b * small) / (B - b), noise: (small - big) / (1 / b - 1 / B) }
}

/** The noise scale from norms report by report; both parts are averaged before they are divided. NaN where they make no sense. */
function derived(small: readonly number[], big: readonly number[], b: number, B: number): number {
  const parts = small.slice(0, big.length).map((norm, i) => noiseParts(norm * norm, big[i]! * big[i]!, b, B))
  const gradient = average(parts.map((part) => part.gradient))
  const noise = average(parts.map((part) => part.noise))
  return gradient > 0 && noise > 0 ? noise / gradient : NaN
}

/** What was reported since the value last changed. */
function recent(trial: RunningTrial, param: string, metric: string): readonly number[] {
  const { steps, values } = column(trial, metric)
  return values.slice(values.length - after(steps, lastChange(trial, param)).length).filter(Number.isFinite)
}

/** A moving average that keeps 0.9 of itself; NaN of nothing. */
const average = (values: readonly number[]): number =>
  values.reduce((mean, value) => (Number.isNaN(mean) ? value : 0.9 * mean + 0.1 * value), NaN)
