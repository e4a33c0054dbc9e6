import type { Config, Objective, Space } from "@diapason/core"
import type { Rng } from "@diapason/math"

/** A function to optimise whose best is known: what samplers and schedulers are compared on. */
export interface Problem {
  readonly name: string
  readonly space: Space
  readonly objectives: readonly Objective[]
  /** The best value of the first objective, and a configuration that reaches it; absent where a front is the answer. */
  readonly optimum?: { readonly value: number; readonly at: Config }
  /** Metrics of a configuration; only noisy problems draw from `random`. */
  evaluate(config: Config, random: Rng): Readonly<Record<string, number>>
  /** The last step of problems that report as they go, and the metrics at a step from 1 on. */
  readonly steps?: number
  at?(config: Config, step: number, random: Rng): Readonly<Record<string, number>>
}

/** The objective of most problems. */
export const minimised: readonly Objective[] = [{ metric: "loss", direction: "minimize" }]

/** A number of a configuration. */
export function number(config: Config, name: string): number {
  const value = config[name]
  if (typeof value !== "number") throw new TypeError(`${name} is not a number: ${JSON.stringify(value)}`)
  return value
}
