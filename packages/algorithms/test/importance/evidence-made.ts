import type { Parameter } from "@diapason/core"
import { rng } from "@diapason/math"
import type { Evidence } from "../../src/importance/evidence.ts"

export interface Made {
  readonly trials: number
  /** For each feature 0 for a number, or how many values it has as a choice. */
  readonly levels: readonly number[]
  /** The loss at unit coordinates; of a choice the number of its value. */
  readonly loss: (at: Float64Array) => number
  readonly noise?: number
  readonly seed?: number
}

/** Trials spread evenly at random over the cube, named x0, x1, … */
export function evidenceMade({ trials, levels, loss, noise = 0, seed = 1 }: Made): Evidence {
  const random = rng(seed, 0, "random")
  const d = levels.length
  const units = Float64Array.from({ length: trials * d }, (_, k) => {
    const unit = random.uniform()
    return levels[k % d]! > 0 ? Math.floor(unit * levels[k % d]!) : unit
  })
  return {
    features: levels.map((count, j) => ({ name: `x${j}`, parameter: parameterOf(`x${j}`, count), levels: count, conditional: false })),
    trials: Int32Array.from({ length: trials }, (_, i) => i),
    losses: Float64Array.from({ length: trials }, (_, i) => loss(units.subarray(i * d, (i + 1) * d)) + noise * random.normal()),
    units,
    leftOut: [],
  }
}

const parameterOf = (name: string, levels: number): Parameter =>
  levels > 0
    ? { kind: "choice", name, values: Array.from({ length: levels }, (_, k) => `v${k}`) }
    : { kind: "float", name, low: 0, high: 1, scale: "linear" }
