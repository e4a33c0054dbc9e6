/** How well early reports predict later ones. */
import { lastStep, type Curve, type Ledger, type SchedulerProblem } from "@diapason/core"

/**
 * Spearman's rank correlation between losses at step `early` and at step `late`, over the newest hundred trials that have reached
 * the latter; undefined below 12 of them. Ties share the mean of their ranks.
 */
export function agreement(problem: SchedulerProblem, { trials }: Ledger, early: number, late: number): number | undefined {
  const [first, last]: [number[], number[]] = [[], []]
  for (let i = trials.length - 1; i >= 0 && first.length < mostTrials; i--) {
    const { curve } = trials[i]!
    if ((lastStep(curve) ?? 0) < late) continue
    const a = lossFrom(problem, curve, early)
    const b = lossFrom(problem, curve, late)
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue
    first.push(a)
    last.push(b)
  }
  return first.length < fewest ? undefined : correlation(ranks(first), ranks(last))
}

/** The loss at the first step from `step` on. */
function lossFrom({ metric, loss }: SchedulerProblem, { steps, columns }: Curve, step: number): number {
  const value = columns.get(metric)?.[steps.findIndex((s) => s >= step)]
  return value === undefined ? NaN : loss({ [metric]: value })
}

function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2)
}

/** Pearson's; 1 where either side has no spread, for then nothing is misled. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (a.length - 1) / 2
  let [both, one, other] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [p, q] = [a[i]! - mean, b[i]! - mean]
    both += p * q
    one += p * p
    other += q * q
  }
  return one === 0 || other === 0 ? 1 : both / Math.sqrt(one * other)
}

const mostTrials = 100

const fewest = 12
