import type { SpaceJson } from "@diapason/core"
import { oneLoss, type Landscape } from "../landscape.ts"
import { ackley } from "./ackley.ts"
import { branin } from "./branin.ts"
import { dixonPrice } from "./dixon-price.ts"
import { ellipsoid } from "./ellipsoid.ts"
import { griewank } from "./griewank.ts"
import { hartmann3, hartmann6 } from "./hartmann.ts"
import { levy } from "./levy.ts"
import { michalewicz } from "./michalewicz.ts"
import { rosenbrock } from "./rosenbrock.ts"
import { schwefel } from "./schwefel.ts"
import { sixHumpCamel } from "./six-hump-camel.ts"
import { styblinski } from "./styblinski.ts"
import { zakharov } from "./zakharov.ts"

/** The functions that the literature tests optimisers on, over `x1`, `x2`, …. Where the best lies in or near the middle it is moved away. */
export const smoothLandscapes = (): readonly Landscape[] => [
  smooth("branin", "tune", branin, [-5, 0], [10, 15], [Math.PI, 2.275]),
  smooth("hartmann6", "tune", hartmann6, all(6, 0), all(6, 1), [0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573]),
  smooth("levy4", "tune", levy, all(4, -10), all(4, 10), all(4, 1), moves),
  smooth("ellipsoid5", "tune", ellipsoid, all(5, -5), all(5, 5), all(5, 0), moves),
  smooth("rosenbrock4", "tune", rosenbrock, all(4, -2.048), all(4, 2.048), all(4, 1), [0.2, -0.18, -0.3, 0.15]),
  smooth("ackley6", "tune", ackley, all(6, -32.768), all(6, 32.768), all(6, 0), moves),
  smooth("styblinski3", "tune", styblinski, all(3, -5), all(3, 5), all(3, -2.9035340277711772)),
  smooth("griewank8", "tune", griewank, all(8, -600), all(8, 600), all(8, 0), moves),
  smooth("hartmann3", "judge", hartmann3, all(3, 0), all(3, 1), [0.114614, 0.555649, 0.852547]),
  smooth("michalewicz5", "judge", michalewicz, all(5, 0), all(5, Math.PI), [2.202906, 1.570796, 1.284992, 1.923058, 1.72047]),
  smooth(
    "dixon-price4",
    "judge",
    dixonPrice,
    all(4, -10),
    all(4, 10),
    [0, 1, 2, 3].map((i) => Math.pow(2, Math.pow(2, -i) - 1)),
    moves,
  ),
  smooth("six-hump-camel", "judge", sixHumpCamel, [-3, -2], [3, 2], [0.089842, -0.712656], [0.2, -0.1]),
  smooth("schwefel3", "judge", schwefel, all(3, -500), all(3, 500), all(3, 420.96874635998199)),
  smooth("levy8", "judge", levy, all(8, -10), all(8, 10), all(8, 1), moves),
  smooth("zakharov5", "judge", zakharov, all(5, -5), all(5, 10), all(5, 0), [0.4, -0.2, 0.3, -0.15, 0.2]),
  smooth("ackley10", "judge", ackley, all(10, -32.768), all(10, 32.768), all(10, 0), moves),
]

/** By how much of its range each coordinate of the best is moved. */
const moves = [0.24, -0.18, 0.33, -0.29, 0.15, -0.36, 0.21, -0.12, 0.3, -0.25]

const all = (dimension: number, value: number): readonly number[] => Array.from({ length: dimension }, () => value)

/** `best` is where `f` itself has its minimum; `move` is in shares of each range. */
function smooth(
  name: string,
  use: Landscape["use"],
  f: (x: readonly number[]) => number,
  low: readonly number[],
  high: readonly number[],
  best: readonly number[],
  move: readonly number[] = [],
): Landscape {
  const names = low.map((_, i) => `x${i + 1}`)
  const shift = low.map((l, i) => (move[i] ?? 0) * (high[i]! - l))
  return {
    name,
    family: "smooth",
    use,
    space: Object.fromEntries(names.map((x, i) => [x, { type: "float", low: low[i]!, high: high[i]! }])) as SpaceJson,
    objectives: oneLoss,
    truth: (config) => ({ loss: f(names.map((x, i) => Number(config[x]) - shift[i]!)) }),
    optimum: Object.fromEntries(names.map((x, i) => [x, best[i]! + shift[i]!])),
  }
}
