import type { Config, SpaceJson } from "@diapason/core"
import { oneLoss, type Landscape } from "../landscape.ts"
import { ackley } from "../smooth/ackley.ts"
import { branin } from "../smooth/branin.ts"
import { hartmann3 } from "../smooth/hartmann.ts"
import { rosenbrock } from "../smooth/rosenbrock.ts"
import { schwefel } from "../smooth/schwefel.ts"
import { styblinski } from "../smooth/styblinski.ts"

/**
 * Two choices lead to one of six known functions, each with variables of its own: 20 parameters, at most five of them active. The functions
 * are brought to one scale; the best is the minimum of Hartmann's, 0.
 */
export const surfaces = (): Landscape => ({
  name: "surfaces",
  family: "conditional",
  use: "judge",
  space: {
    surface: { type: "choice", values: Object.keys(kinds) },
    ...Object.fromEntries(
      Object.entries(kinds).map(([surface, functions]) => [
        surface,
        { type: "choice", values: Object.keys(functions), when: { surface: [surface] } },
      ]),
    ),
    ...Object.fromEntries(Object.values(kinds).flatMap((functions) => Object.entries(functions).flatMap(variables))),
  } as SpaceJson,
  objectives: oneLoss,
  truth: (config) => ({ loss: lossOf(config) }),
  optimum: { surface: "peaks", peaks: "hartmann", hartmann_1: 0.114614, hartmann_2: 0.555649, hartmann_3: 0.852547 },
})

interface Piece {
  readonly f: (x: readonly number[]) => number
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** The minimum of `f`, what its values are divided by, and what is added to them. */
  readonly least: number
  readonly scale: number
  readonly added: number
}

const piece = (f: Piece["f"], dimension: number, low: number, high: number, least: number, scale: number, added: number): Piece => ({
  f,
  low: Array.from({ length: dimension }, () => low),
  high: Array.from({ length: dimension }, () => high),
  least,
  scale,
  added,
})

const kinds: Readonly<Record<string, Readonly<Record<string, Piece>>>> = {
  valleys: {
    branin: { f: branin, low: [-5, 0], high: [10, 15], least: 0.39788735772973816, scale: 50, added: 0.15 },
    rosenbrock: piece(rosenbrock, 3, -1, 2, 0, 300, 0.1),
  },
  ripples: {
    ackley: piece(ackley, 3, -12, 20, 0, 20, 0.05),
    schwefel: piece(schwefel, 2, -500, 500, 0, 1000, 0.2),
  },
  peaks: {
    hartmann: piece(hartmann3, 3, 0, 1, -3.8627797873327, 3.86, 0),
    styblinski: piece(styblinski, 3, -5, 5, -117.49849711131424, 100, 0.12),
  },
}

const variables = ([name, { low, high }]: readonly [string, Piece]) =>
  low.map((from, i) => [`${name}_${i + 1}`, { type: "float", low: from, high: high[i]!, when: { [kindOf(name)]: [name] } }] as const)

const kindOf = (name: string): string => Object.keys(kinds).find((surface) => Object.hasOwn(kinds[surface]!, name))!

function lossOf(config: Config): number {
  const surface = String(config["surface"])
  const name = String(config[surface])
  const { f, low, least, scale, added } = kinds[surface]![name]!
  return added + (f(low.map((_, i) => Number(config[`${name}_${i + 1}`]))) - least) / scale
}
