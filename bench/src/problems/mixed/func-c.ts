import type { Config } from "@diapason/core"
import { oneLoss, type Landscape } from "../landscape.ts"
import { rosenbrock } from "../smooth/rosenbrock.ts"
import { sixHumpCamel } from "../smooth/six-hump-camel.ts"

/** Labels choose which functions of the same two variables are added (Ru et al. 2020, Func-2C): best -0.20633, the camel twice. */
export const func2c = (): Landscape => ({
  name: "func-2c",
  family: "mixed",
  use: "tune",
  space: { h1, h2, x1: coordinate, x2: coordinate },
  objectives: oneLoss,
  truth: (config) => ({ loss: sumOfTwo(config) }),
  optimum: { h1: "camel", h2: "camel", ...lowOfTheCamel },
})

/** The same with a third label and weights (Ru et al. 2020, Func-3C): best -0.72214, seven camels. */
export const func3c = (): Landscape => ({
  name: "func-3c",
  family: "mixed",
  use: "judge",
  space: { h1, h2, h3: { type: "choice", values: ["camel5", "rosenbrock2", "beale2", "beale3"] }, x1: coordinate, x2: coordinate },
  objectives: oneLoss,
  truth: (config) => ({ loss: sumOfTwo(config) + third(config) }),
  optimum: { h1: "camel", h2: "camel", h3: "camel5", ...lowOfTheCamel },
})

const h1 = { type: "choice", values: ["rosenbrock", "camel", "beale"] } as const
/** Three labels of the second mean the same. */
const h2 = { type: "choice", values: ["rosenbrock", "camel", "beale", "beale_too", "beale_again"] } as const
const coordinate = { type: "float", low: -1, high: 1 } as const
const lowOfTheCamel = { x1: 0.044921, x2: -0.3563282 }

const functions: Readonly<Record<string, (x: readonly number[]) => number>> = {
  rosenbrock: (x) => rosenbrock(x) / 300,
  camel: (x) => sixHumpCamel(x) / 10,
  beale: (x) => beale(x) / 50,
}

function beale([x = 0, y = 0]: readonly number[]): number {
  const misses = [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y]
  return misses.reduce((sum, miss) => sum + miss * miss, 0)
}

const placeOf = ({ x1, x2 }: Config): readonly number[] => [2 * Number(x1), 2 * Number(x2)]

const sumOfTwo = (config: Config): number =>
  [config["h1"], config["h2"]].reduce<number>((sum, label) => sum + functions[String(label).split("_")[0]!]!(placeOf(config)), 0)

function third(config: Config): number {
  const label = String(config["h3"])
  return Number(label.slice(-1)) * functions[label.slice(0, -1)]!(placeOf(config))
}
