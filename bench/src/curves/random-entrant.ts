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
      blind: true,
      ask: () => Promise.resolve({ kind: "train", trial, config: draw(trial++), from: 0, to: world.epochs } as const),
      report: () => Promise.resolve("on" as const),
      finish: () => Promise.resolve(),
      leave: () => Promise.resolve(),
    })
  },
  close: () => Promise.resolve(),
})

/** When `workers` that train random configurations in full have ended so many of them: what `random` with that seed takes, in seconds. */
export function secondsOfRandom(world: World, seed: number, workers: number, trainings: number): number {
  const draw = drawsOf(world, seed)
  let trial = 0
  const lengthOfNext = (): number => world.at(draw(trial++), world.epochs).seconds
  const ends = Array.from({ length: workers }, lengthOfNext)
  for (let ended = 1; ended < trainings; ended++) {
    const first = ends.indexOf(Math.min(...ends))
    ends[first]! += lengthOfNext()
  }
  return Math.min(...ends)
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
