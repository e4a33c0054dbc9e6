import { assemble, drawFlat, spaceFromJson, type Config } from "@diapason/core"
import { hypervolume, rng } from "@diapason/math"
import type { Landscape } from "../landscape.ts"
import { breach } from "./breach.ts"

/**
 * What a random draw gives: the median over `draws` uniform draws that fulfil the constraints; with several objectives the median
 * hypervolume of 100 draws over 16 seeds. The same each time.
 */
export function randomOf(landscape: Landscape, draws = 4096): number {
  if (landscape.reference !== undefined) return median(Array.from({ length: 16 }, (_, seed) => volumeOf(landscape, seed)))
  const { metric } = landscape.objectives[0]!
  const judge = breach(landscape)
  const values: number[] = []
  for (const config of drawn(landscape, 0)) {
    const { metrics, broken } = judge(config)
    if (broken === 0) values.push(metrics[metric]!)
    if (values.length === draws) break
  }
  return median(values)
}

function volumeOf(landscape: Landscape, seed: number): number {
  const points: number[][] = []
  for (const config of drawn(landscape, seed)) {
    const metrics = landscape.truth(config)
    points.push(landscape.objectives.map(({ metric, direction }) => (direction === "maximize" ? -metrics[metric]! : metrics[metric]!)))
    if (points.length === 100) break
  }
  return hypervolume(points, landscape.reference!)
}

/** Uniform configurations without end. */
function* drawn(landscape: Landscape, seed: number): Generator<Config> {
  const space = spaceFromJson(landscape.space)
  for (let i = 0; ; i++) {
    const random = rng(seed, i, "random")
    yield assemble(
      space,
      drawFlat(space, () => random.uniform()),
    )
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}
