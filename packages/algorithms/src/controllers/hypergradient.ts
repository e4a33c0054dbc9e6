/**
 * Follows the slope of the loss in the learning rate itself: the rate grows while successive gradients point the same way and shrinks
 * while they turn back, η ← η · Π(1 + β cos∠(g_t, g_{t-1})) over the reports since the last change. The script reports the cosine.
 * Baydin et al. 2018 (arXiv 1703.04782), in its multiplicative form.
 */
import type { Changes, Controller } from "./controller.ts"
import { figure } from "./figure.ts"
import { moved } from "./moved.ts"
import { after, lastChange, rested } from "./pace.ts"
import { column } from "./series.ts"

interface HypergradientOptions extends Changes {
  /** The metric that holds the cosine between a gradient and the one before it, in [-1, 1]. */
  readonly metric?: string
  /** β, in (0, 1). */
  readonly rate?: number
  /** Reports between two changes, at least 1. */
  readonly every?: number
}

export const hypergradient = ({ metric = "grad_cosine", rate = 0.02, every = 10, ...on }: HypergradientOptions): Controller => ({
  id: "hypergradient/1",
  reads: [metric],
  decide(trial, _, ledger) {
    const { steps, values } = column(trial, metric)
    const fresh = after(steps, lastChange(trial, on.param)).length
    if (fresh < every || !rested(trial, every)) return undefined
    const cosines = values.slice(values.length - fresh)
    const factor = hypergradientFactor(cosines, rate)
    if (Math.abs(factor - 1) < worthIt) return undefined
    const mean = cosines.reduce((sum, c) => sum + c, 0) / fresh
    const why = `hypergradient: ${metric} was ${figure(mean)} on average over ${fresh} reports, so the factor is ${figure(factor)}`
    return moved(trial, ledger, on, (now) => now * factor, why)
  },
})

/** What the learning rate is multiplied with, in [0.5, 2]; cosines that are no numbers say nothing. */
export function hypergradientFactor(cosines: readonly number[], rate: number): number {
  let factor = 1
  for (const c of cosines) if (!Number.isNaN(c)) factor *= 1 + rate * Math.min(1, Math.max(-1, c))
  return Math.min(2, Math.max(0.5, factor))
}

/** A smaller change waits for more reports. */
const worthIt = 0.01
