/** A point of the search distribution. */
import type { Rng } from "@diapason/math"
import type { Gaussian } from "./gaussian.ts"
import { levelAt } from "./margin.ts"
import type { Plan } from "./plan.ts"
import type { Shares } from "./shares.ts"

export interface Search {
  readonly gaussian: Gaussian
  /** How far the steps of each number reach when turned into cells; 1 on a line. */
  readonly scales: Float64Array
  readonly shares: Shares
}

export interface Point {
  /** One for each number: where it was drawn, which its cell does not tell. */
  readonly latent: Float64Array
  /** The level of each category. */
  readonly picks: Int32Array
}

/** `wider` is 1 for the distribution as it is; above, steps grow and shares become more even. */
export function drawPoint({ cube, numbers }: Plan, { gaussian, shares }: Search, rng: Rng, wider = 1): Point {
  const picks = Int32Array.from(shares.rows, (row) => pick(row, rng.uniform(), 1 - 1 / wider))
  const d = numbers.length
  const { mean, sigma, axes } = gaussian
  const onLine = numbers.map((c) => cube.columns[c]!.kind === "line")
  for (let tries = Math.min(10 * d, mostResampled); ; tries--) {
    const z = new Float64Array(d)
    for (let j = 0; j < d; j++) z[j] = rng.normal()
    const step = axes.stretch(z)
    const latent = mean.map((m, j) => m + sigma * wider * step[j]!)
    if (latent.every((v, j) => !onLine[j] || (v >= 0 && v <= 1))) return { latent, picks }
    if (tries <= 0) return { latent: latent.map((v, j) => (onLine[j] ? Math.max(0, Math.min(1, v)) : v)), picks }
  }
}

/** The level of a latent coordinate of a number that has cells. */
export function levelOfLatent({ cube, numbers }: Plan, { gaussian: { mean }, scales }: Search, j: number, v: number): number {
  return levelAt(cube.columns[numbers[j]!]!, mean[j]! + scales[j]! * (v - mean[j]!))
}

/** Unit coordinates of all parameters of the space. */
export function unitsOfPoint(plan: Plan, search: Search, { latent, picks }: Point): Float64Array {
  const { cube, numbers, categories } = plan
  const units = new Float64Array(cube.space.parameters.length).fill(0.5)
  for (const [j, c] of numbers.entries()) {
    const { index, kind, edge } = cube.columns[c]!
    const level = kind === "line" ? 0 : levelOfLatent(plan, search, j, latent[j]!)
    units[index] = kind === "line" ? latent[j]! : (edge(level) + edge(level + 1)) / 2
  }
  for (const [k, c] of categories.entries()) units[cube.columns[c]!.index] = (picks[k]! + 0.5) / cube.columns[c]!.levels
  return units
}

function pick(row: Float64Array, u: number, evenness: number): number {
  let left = u
  for (let k = 0; k < row.length - 1; k++) {
    left -= (1 - evenness) * row[k]! + evenness / row.length
    if (left < 0) return k
  }
  return row.length - 1
}

const mostResampled = 100
