import { assemble, drawFlat, spaceFromJson, type Config } from "@diapason/core"
import { rng } from "@diapason/math"
import type { Entrant } from "./learner.ts"
import type { World } from "./world.ts"

/** Uniform configurations, each trained in full. */
export const randomEntrant = (): Entrant => ({
  versions: () => Promise.resolve({ node: process.versions.node }),
  enter: (world, { seed }) => {
    const draw = drawsOf(world, seed)
    let trial = 0
    return Promise.resolve({
      ask: () => Promise.resolve({ kind: "train", trial, config: draw(trial++), from: 0, to: world.epochs } as const),
      report: () => Promise.resolve("on" as const),
      finish: () => Promise.resolve(),
      leave: () => Promise.resolve(),
    })
  },
  close: () => Promise.resolve(),
})

/** The seconds that so many full trainings of random configurations take with these workers: what `random` with that seed takes. */
export function secondsOfRandom(world: World, seed: number, workers: number, trials: number): number {
  const draw = drawsOf(world, seed)
  const free = new Array<number>(workers).fill(0)
  for (let trial = 0; trial < trials; trial++) {
    const first = free.indexOf(Math.min(...free))
    free[first]! += world.at(draw(trial), world.epochs).seconds
  }
  return Math.max(...free)
}

function drawsOf(world: World, seed: number): (trial: number) => Config {
  const space = spaceFromJson(world.space)
  return (trial) => {
    const random = rng(seed, trial, "random")
    return assemble(
      space,
      drawFlat(space, () => random.uniform()),
    )
  }
}
