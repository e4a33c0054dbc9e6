import { known } from "../functions/known.ts"
import { readOwn, type OwnFunction } from "../functions/own.ts"
import type { TestFunction } from "../functions/test-function.ts"

/** What is raced: everything that decides what happens, so that the same setup gives the same race wherever it runs. */
export interface Setup {
  /** A known function by name, or one that was typed. */
  readonly on: string | OwnFunction
  readonly samplers: readonly string[]
  /** Trials of each sampler in each race. */
  readonly trials: number
  /** Races; each has a seed of its own, from `seed` on. */
  readonly races: number
  readonly seed: number
}

/** The function of a setup. Throws where there is none of that name, or what was typed cannot be read. */
export function functionOf({ on }: Pick<Setup, "on">): TestFunction {
  const found = typeof on === "string" ? known.find(({ name }) => name === on) : readOwn(on)
  if (found === undefined) throw new Error(`there is no function ${String(on)}`)
  if (typeof found === "string") throw new Error(found)
  return found
}

/** The samplers that can race, with what they do in a few words. Those with `first` race where nobody chose. */
export const racers: readonly { readonly name: string; readonly title: string; readonly about: string; readonly first?: true }[] = [
  { name: "random", title: "random", about: "each trial anywhere", first: true },
  { name: "grid", title: "grid", about: "every point of a grid, in an order that fills it evenly" },
  { name: "sobol", title: "Sobol", about: "spread evenly, without looking at results" },
  { name: "tpe", title: "TPE", about: "where good trials are denser than bad ones", first: true },
  { name: "gp", title: "GP", about: "a Gaussian process believes in a surface; tries where it may be lower", first: true },
  { name: "cma-es", title: "CMA-ES", about: "a cloud of points that moves, stretches and shrinks", first: true },
  { name: "turbo", title: "TuRBO", about: "a Gaussian process within a region that grows and shrinks" },
  { name: "random-forest", title: "random forest", about: "trees vote on what is promising" },
  { name: "auto", title: "auto", about: "what Diapason takes where nothing was asked for", first: true },
]
