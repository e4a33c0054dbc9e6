import type { Config } from "@diapason/core"
import type { Landscape } from "../landscape.ts"
import { bestOf, type Effort } from "./best-of.ts"
import { randomOf } from "./random-of.ts"

/** The two values between which regret is measured, and with one objective a configuration that has the best. */
export interface Scale {
  readonly best: number
  readonly random: number
  readonly at?: Config
}

/** Measures a landscape. Seconds; for a network a minute. */
export function scaleOf(landscape: Landscape): Scale {
  const random = randomOf(landscape)
  return landscape.limit === undefined ? { ...bestOf(landscape, effortFor(landscape)), random } : { best: landscape.limit(), random }
}

const effortFor = ({ family, space }: Landscape): Effort => {
  const size = Object.keys(space).length
  // A network has many basins, each of them smooth: rather more beginnings than longer runs.
  return family === "network"
    ? { population: 50, generations: 100, restarts: 8 }
    : { population: Math.max(50, 10 * size), generations: 1500, restarts: 3 }
}
