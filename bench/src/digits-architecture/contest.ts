/** Searches for a network by two objectives, its error and the logarithm of its size, until an allowance of training is spent. */
import { bool, choice, int, list, optimize, space } from "diapason"
import type { Digits } from "../population/digits.ts"
import type { Layer } from "./dense-chain.ts"
import { train, type Recipe, type Trained } from "./training.ts"

/** What one contestant did with one seed, by trial. */
export interface Played {
  readonly contestant: string
  readonly seed: number
  readonly trials: readonly Trained[]
}

/** Up to so many layers, each with a width of its own. */
export const depths = { least: 1, most: 4 }
export const widths = { least: 2, most: 128 }

/** Random search trains `trials` networks; what they cost is what each other contestant may spend, in at most `cap` times as many. */
export interface Terms {
  readonly trials: number
  readonly cap: number
  readonly recipe: Recipe
}

/**
 * Random search first, then the others with its allowance. A training that would exceed it does not count and is the last. All
 * contestants of a seed train a network in the same way, so a training is made once.
 */
export async function playSeed(digits: Digits, contestants: readonly string[], seed: number, terms: Terms): Promise<readonly Played[]> {
  const known = new Map<string, Trained>()
  const trainOnce = (layers: readonly Layer[]): Trained => {
    const key = JSON.stringify(layers)
    const trained = known.get(key) ?? train(layers, digits, seed, terms.recipe)
    known.set(key, trained)
    return trained
  }
  const random = await search("random", seed, { trials: terms.trials, compute: Infinity }, trainOnce)
  const compute = computeOf(random.trials)
  const others: Played[] = []
  for (const contestant of contestants)
    others.push(await search(contestant, seed, { trials: terms.trials * terms.cap, compute }, trainOnce))
  return [random, ...others]
}

export const computeOf = (trials: readonly Trained[]): number => trials.reduce((sum, { compute }) => sum + compute, 0)

interface Allowance {
  readonly trials: number
  readonly compute: number
}

async function search(contestant: string, seed: number, allowed: Allowance, trainOnce: (layers: readonly Layer[]) => Trained) {
  const spent = new AbortController()
  const trials: Trained[] = []
  await optimize({
    space: networks,
    minimize: ["error", "size"],
    sampler: contestant,
    scheduler: { type: "none" },
    seed,
    budget: { trials: allowed.trials },
    signal: spent.signal,
    objective: (config) => {
      const trained = trainOnce(layersOf(config))
      if (computeOf(trials) + trained.compute > allowed.compute) spent.abort()
      else trials.push(trained)
      return { error: trained.validation, size: Math.log10(trained.parameters) }
    },
  })
  return { contestant, seed, trials }
}

const networks = space({
  depth: int(depths.least, depths.most),
  width: list("depth", int(widths.least, widths.most, { scale: "log" })),
  activation: list("depth", choice(["relu", "tanh"])),
  skip: list("depth", bool()),
})

interface Described {
  readonly width: readonly number[]
  readonly activation: readonly string[]
  readonly skip: readonly boolean[]
}

const layersOf = ({ width, activation, skip }: Described): readonly Layer[] =>
  width.map((units, i) => ({ width: units, activation: activation[i] as Layer["activation"], skip: skip[i]! }))
