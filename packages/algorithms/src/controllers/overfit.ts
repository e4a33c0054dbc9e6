/**
 * Ends a trial that learns its training data by heart: the validation loss is worse than its best by more than three standard errors in
 * five reports in a row, while the training loss still falls. The trial is complete with what it had at its best.
 */
import { reportAt } from "@diapason/core"
import type { Controller, Listens } from "./controller.ts"
import { figure } from "./figure.ts"
import { middle } from "./middle.ts"
import { rested } from "./pace.ts"
import { seriesOf } from "./series.ts"

interface OverfitOptions extends Listens {
  /** The metric of the loss on the training data. */
  readonly train?: string
  /** Reports in a row, at least 1. */
  readonly patience?: number
}

export const overfit = ({ train = "train_loss", patience = 5, ...on }: OverfitOptions): Controller => ({
  id: "overfit/1",
  reads: [train, ...(on.metric === undefined ? [] : [on.metric])],
  decide(trial, problem, ledger) {
    const { name, steps, values, losses } = seriesOf(trial, problem, ledger, on)
    const best = losses.reduce((least, loss, i) => (loss < losses[least]! ? i : least), 0)
    const error = standardError(losses.slice(0, best + 1))
    const worse = losses.slice(-patience).every((loss) => loss > losses[best]! + 3 * error)
    if (losses.length - 1 - best < patience || !worse || !rested(trial)) return undefined
    const training = seriesOf(trial, problem, ledger, { metric: train })
    const then = mean(training.losses.slice(0, training.steps.findLastIndex((step) => step <= steps[best]!) + 1).slice(-patience))
    const now = mean(training.losses.slice(-patience))
    if (!(now < then)) return undefined
    const why = `overfit: ${name} was ${figure(values[best]!)} at step ${steps[best]!} and has been worse by more than three standard errors of ${figure(error)} in ${patience} reports, while ${train} fell from ${figure(then)} to ${figure(now)}`
    const result = reportAt(trial.curve, trial.curve.steps.indexOf(steps[best]!))
    return { action: "stop", why: `${why}; its best counts`, result }
  },
})

/**
 * How far single losses lie from their course: by the differences of successive ones, whose spread is √2 times that; at least a
 * thousandth of the last one. Infinity of fewer than six.
 */
function standardError(losses: readonly number[]): number {
  const last = losses.slice(-21)
  if (last.length < 6) return Infinity
  const { deviation } = middle(last.slice(1).map((loss, i) => loss - last[i]!))
  return Math.max(deviation / Math.sqrt(2), Math.abs(last.at(-1)!) / 1000)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
