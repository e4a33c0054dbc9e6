/** What can be set on CMA-ES, with its defaults and its checks. */
import type { Problem } from "@diapason/core"

export interface CmaEsOptions {
  /** What follows a run that has ended: nothing, ever larger populations (`ipop`), or large and small ones in turn (`bipop`, the default). */
  readonly restarts?: Restarts
  /** Trials in a generation of the first run, at least 2; 4 + ⌊3 ln d⌋ by default. */
  readonly population?: number
  /** The first step size, as a share of each range, in (0, 1); a sixth by default. */
  readonly sigma?: number
  /** `adapted` learns more slowly where noise or many optima blur the ranks; `fixed` is the default. */
  readonly learning?: Learning
  /**
   * Finished trials, whoever proposed them, that the first run starts from: around the better tenth of them. 0 by default: from the middle.
   * Until so many have finished, nothing is learnt.
   */
  readonly warm?: number
}

export const restartKinds = ["none", "ipop", "bipop"] as const
export const learningKinds = ["fixed", "adapted"] as const
type Restarts = (typeof restartKinds)[number]
type Learning = (typeof learningKinds)[number]

export interface Settings {
  readonly restarts: Restarts
  readonly population: number
  readonly sigma: number
  readonly learning: Learning
  readonly warm: number
}

/** Options in code go before those of the study. Throws RangeError for a value that makes no sense. */
export function settle(options: CmaEsOptions, { settings }: Problem, population: number): Settings {
  const given = { restarts: "bipop", population, sigma: 1 / 6, learning: "fixed", warm: 0, ...settings, ...options }
  const { restarts, sigma, learning, warm } = given
  const isWhole = typeof given.population === "number" && Number.isSafeInteger(given.population) && given.population >= 2
  if (!isWhole) throw new RangeError(`population cannot be ${String(given.population)}`)
  if (!(typeof sigma === "number" && sigma > 0 && sigma < 1)) throw new RangeError(`sigma cannot be ${String(sigma)}`)
  if (!(typeof warm === "number" && Number.isSafeInteger(warm) && warm >= 0)) throw new RangeError(`warm cannot be ${String(warm)}`)
  return {
    restarts: one("restarts", restarts, restartKinds),
    population: given.population,
    sigma,
    learning: one("learning", learning, learningKinds),
    warm,
  }
}

function one<T extends string>(name: string, value: unknown, kinds: readonly T[]): T {
  const found = kinds.find((kind) => kind === value)
  if (found === undefined) throw new RangeError(`${name} is one of ${kinds.join(", ")}, not ${String(value)}`)
  return found
}
