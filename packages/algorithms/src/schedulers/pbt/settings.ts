/** What a population is told, made definite for one study. */
import type { SchedulerProblem } from "@diapason/core"

export interface PbtOptions {
  /** Members that train at one time, at least 1: 8, or 20 where the budget has 200 trials and more. */
  readonly population?: number
  /** Steps between two comparisons, at least 1; a 25th of the declared last step. */
  readonly every?: number
  /** The share that gives way at each comparison, from 0 to 0.5. */
  readonly quantile?: number
  /** `truncation`: the worst copy some of the best. `t-test`: who is surely worse than a random other copies that one. */
  readonly exploit?: Exploit
  /** `synchronous`: all members wait for each other at each comparison. */
  readonly mode?: Mode
}

type Exploit = (typeof exploits)[number]
type Mode = (typeof modes)[number]
export const exploits = ["truncation", "t-test"] as const
export const modes = ["asynchronous", "synchronous"] as const

export interface Rules {
  readonly problem: SchedulerProblem
  readonly size: number
  readonly every: number
  readonly quantile: number
  readonly exploit: Exploit
  /** The first and the last step that a trial may be run to. */
  readonly first: number
  readonly last: number
}

/** Undefined where nobody can go on from a saved state at a step: without a fidelity, or with one that cannot be resumed. */
export function settle(options: PbtOptions, problem: SchedulerProblem): Rules | undefined {
  const { fidelity, trials = 0 } = problem
  if (fidelity === undefined || fidelity.resumable === false) return undefined
  const { population = trials >= 200 ? 20 : 8, every = Math.max(1, Math.round(fidelity.max / updates)) } = options
  const { quantile = 0.25, exploit = "truncation" } = options
  return { problem, size: population, every, quantile, exploit, first: fidelity.min, last: fidelity.max }
}

/** How often a member is compared in its life. That number matters more than any other setting (Chebykin et al. 2025). */
const updates = 25
