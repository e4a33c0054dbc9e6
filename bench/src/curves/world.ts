import type { Config, SpaceJson } from "@diapason/core"
import { forecast, type Training } from "../problems/network/surrogate.ts"
import { problems } from "../problems.ts"

/** Trainings that can be watched epoch by epoch: what tuners that end them early are set against each other on. */
export interface World {
  readonly name: string
  /** `tune` worlds may guide choices of the algorithms; `judge` worlds only judge them. */
  readonly use: "tune" | "judge"
  readonly space: SpaceJson
  readonly metric: string
  readonly direction: "minimize" | "maximize"
  /** A full training has so many epochs. */
  readonly epochs: number
  /** What a training shows after `epoch`, 1 to `epochs`, and the seconds that it took until then. */
  at(config: Config, epoch: number): { readonly value: number; readonly seconds: number }
  /** The best known value after all epochs, and the median of random configurations: normalised regrets 0 and 1. */
  readonly best: number
  readonly random: number
}

/** LCBench over its 52 epochs: validation accuracy, with the recorded times. The last epoch is the problem of the same name. */
export const worlds: readonly World[] = problems
  .filter(({ family }) => family === "network")
  .map(({ name, use, space, best, random }) => {
    const task = name.replace("lcbench-", "")
    return {
      ...{ name, use, space, best, random, metric: "val_accuracy", direction: "maximize", epochs: 52 },
      at(config, epoch) {
        const { val_accuracy, time } = forecast(task, config as unknown as Training, epoch)
        return { value: val_accuracy, seconds: time }
      },
    }
  })

/** The normalised regret of a configuration: that of its full training, whatever has been seen of it. */
export function regretOf(world: World, config: Config): number {
  const { value } = world.at(config, world.epochs)
  return Math.max(0, (value - world.best) / (world.random - world.best))
}

/** A value as something to minimise. */
export const lossOf = ({ direction }: World, value: number): number => (direction === "maximize" ? -value : value)

/** The same world, each of whose answers is computed once. */
export function remembering(world: World): World {
  const known = new Map<string, ReturnType<World["at"]>>()
  return {
    ...world,
    at(config, epoch) {
      const key = `${epoch} ${JSON.stringify(config)}`
      const answer = known.get(key) ?? world.at(config, epoch)
      known.set(key, answer)
      return answer
    },
  }
}
