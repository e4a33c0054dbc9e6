/** The grid on which densities are compared: each parameter in at most 50 cells. */
import { fromUnit, levels, type Parameter } from "@diapason/core"
import { log } from "@diapason/math"
import type { Evidence, Feature } from "../evidence.ts"

export interface Cells {
  readonly count: number
  /** Whether the cells have no order. */
  readonly choice: boolean
  /** The cell of each trial; −1 where the parameter was not active. */
  readonly of: Int32Array
}

/** The cells of one feature, its trials in the order that is given by place. */
export function cellsOf(evidence: Evidence, j: number, order: Int32Array): Cells {
  const feature = evidence.features[j]!
  const width = evidence.features.length
  const { count, at } = gridOf(feature)
  const of = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) {
    const unit = evidence.units[order[i]! * width + j]!
    of[i] = unit === unit ? at(unit) : -1
  }
  return { count, choice: feature.levels > 0, of }
}

interface Grid {
  readonly count: number
  readonly at: (unit: number) => number
}

/** A coordinate is at the nearest of `count` places from one end to the other; half way between two rounding decides, as it does for Optuna. */
function gridOf({ parameter, levels: choices }: Feature): Grid {
  if (choices > 0) return { count: choices, at: (unit) => unit }
  const steps = levels(parameter)
  const logarithmic = parameter.kind === "int" && parameter.scale === "log"
  const count = Math.min(finest, logarithmic ? doublings(steps) + 1 : steps)
  const nearest = (u: number): number => Math.max(0, Math.min(count - 1, Math.ceil(u / (1 / (count - 1)) - 0.5)))
  if (logarithmic) return { count, at: (unit) => nearest(betweenLogs(parameter, unit)) }
  return { count, at: steps === Infinity ? nearest : (unit) => nearest(Math.min(steps - 1, Math.floor(unit * steps)) / (steps - 1)) }
}

function betweenLogs(parameter: Parameter & { readonly kind: "int" }, unit: number): number {
  const value = fromUnit(parameter, unit) as number
  return log(value / parameter.low) / log(parameter.high / parameter.low)
}

/** The least k with 2^k ≥ n. */
function doublings(n: number): number {
  let k = 0
  for (let reached = 1; reached < n; reached *= 2) k++
  return k
}

const finest = 50
