import { assemble, drawFlat, flatten, spaceFromJson, toUnit, type Config, type Space } from "@diapason/core"
import { rng, type Rng } from "@diapason/math"
import type { Landscape } from "../landscape.ts"
import { breach } from "./breach.ts"

/** What the search for the best may spend. */
export interface Effort {
  readonly population: number
  readonly generations: number
  readonly restarts: number
}

/** A best value, and a configuration that has it. */
export interface Best {
  readonly best: number
  readonly at: Config
}

/**
 * The best value of the one objective that differential evolution (Storn and Price 1997, rand/1/bin) finds in unit coordinates, beginning
 * with the known optimum where there is one. Of two configurations the one wins that breaks the constraints less, then the better one
 * (Deb 2000). The same each time.
 */
export function bestOf(landscape: Landscape, effort: Effort): Best {
  const search = searchIn(landscape)
  let best = landscape.optimum === undefined ? undefined : search.at(unitOf(search.space, landscape.optimum), landscape.optimum)
  for (let restart = 0; restart < effort.restarts; restart++) {
    const found = evolved(search, effort, rng(restart, 0, "bruteforce"), restart === 0 ? best : undefined)
    if (best === undefined || wins(found, best)) best = found
  }
  if (best === undefined || best.broken > 0) throw new Error(`${landscape.name}: nothing that fulfils the constraints was found`)
  return { best: landscape.objectives[0]!.direction === "maximize" ? -best.loss : best.loss, at: best.config }
}

interface Point {
  readonly unit: readonly number[]
  readonly config: Config
  readonly loss: number
  readonly broken: number
}

interface Search {
  readonly space: Space
  at(unit: readonly number[], config?: Config): Point
}

function searchIn(landscape: Landscape): Search {
  const space = spaceFromJson(landscape.space)
  const judge = breach(landscape)
  const { metric, direction } = landscape.objectives[0]!
  return {
    space,
    at(
      unit,
      config = assemble(
        space,
        drawFlat(space, (_, i) => unit[i]!),
      ),
    ) {
      const { metrics, broken } = judge(config)
      return { unit, config, broken, loss: direction === "maximize" ? -metrics[metric]! : metrics[metric]! }
    },
  }
}

const unitOf = (space: Space, config: Config): readonly number[] => {
  const flat = flatten(space, config)
  return space.parameters.map((parameter) => (flat[parameter.name] === undefined ? 0.5 : toUnit(parameter, flat[parameter.name]!)))
}

const wins = (a: Point, b: Point): boolean => (a.broken === b.broken ? a.loss < b.loss : a.broken < b.broken)

function evolved(search: Search, { population, generations }: Effort, random: Rng, known: Point | undefined): Point {
  const size = search.space.parameters.length
  const people = Array.from({ length: population }, () => search.at(Array.from({ length: size }, () => anywhere(random))))
  if (known !== undefined) people[0] = known
  for (let generation = 0; generation < generations; generation++) {
    for (const [i, parent] of people.entries()) {
      const child = search.at(bred(parent, people, random))
      if (!wins(parent, child)) people[i] = child
    }
    if (settled(people)) break
  }
  return people.reduce((best, point) => (wins(point, best) ? point : best))
}

/** Uniform, but every fourth time at an end: there is many a best, and between two ends no difference leads. */
function anywhere(random: Rng): number {
  const u = random.uniform()
  return u < 0.125 ? 0 : u >= 0.875 ? 1 : (u - 0.125) / 0.75
}

/** Parent crossed with a + F (b - c); what leaves the cube stops at its wall. */
function bred(parent: Point, people: readonly Point[], random: Rng): readonly number[] {
  const [a, b, c] = [0, 1, 2].map(() => people[random.below(people.length)]!) as [Point, Point, Point]
  const stride = 0.4 + 0.5 * random.uniform()
  const sure = random.below(parent.unit.length)
  return parent.unit.map((u, j) =>
    random.uniform() < 0.85 || j === sure ? Math.max(0, Math.min(1, a.unit[j]! + stride * (b.unit[j]! - c.unit[j]!))) : u,
  )
}

/** Nobody is better than anybody. */
function settled(people: readonly Point[]): boolean {
  const losses = people.map(({ loss }) => loss)
  const [least, most] = [Math.min(...losses), Math.max(...losses)]
  return people.every(({ broken }) => broken === 0) && most - least <= 1e-12 * Math.max(1, Math.abs(least))
}
