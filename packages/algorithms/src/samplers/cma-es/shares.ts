/**
 * The categories' side of the search distribution: for each categorical coordinate the shares of its values, moved by the natural
 * gradient with a step that adapts to its signal, and kept above a floor. CatCMA, Hamano et al. 2024 (arXiv 2405.09962); the step
 * control is ASNG, Akimoto et al. 2019.
 */
import { exp, pow } from "@diapason/math"

export interface Shares {
  /** One row for each categorical coordinate; each sums to 1. */
  readonly rows: readonly Float64Array[]
  /** Δ; the step is its inverse. */
  readonly caution: number
  /** The averaged direction and the length it would have if all directions agreed. */
  readonly direction: Float64Array
  readonly gamma: number
}

export function evenShares(levels: readonly number[]): Shares {
  const rows = levels.map((count) => new Float64Array(count).fill(1 / count))
  return { rows, caution: 1, direction: new Float64Array(freedom(rows)), gamma: 0 }
}

/** After one generation: `picks` are the levels of the ranked trials, −1 where not active; only positive weights teach. */
export function learntShares(from: Shares, picks: readonly Int32Array[], weights: Float64Array): Shares {
  const { rows } = from
  const gradients = rows.map((row, c) => gradient(row, picks, weights, c))
  const natural = Float64Array.from(rows.flatMap((row, c) => fisherRoot(row, gradients[c]!)))
  const length = Math.sqrt(natural.reduce((sum, s) => sum + s * s, 0))
  if (!(length > 0)) return from
  const step = 1 / from.caution
  const moved = rows.map((row, c) =>
    floored(
      row.map((q, k) => q + (step / length) * gradients[c]![k]!),
      shareFloor(rows.length, row.length),
    ),
  )
  const beta = Math.min(1, step / Math.sqrt(natural.length))
  const direction = from.direction.map((s, k) => (1 - beta) * s + (Math.sqrt(beta * (2 - beta)) * natural[k]!) / length)
  const gamma = (1 - beta) * (1 - beta) * from.gamma + beta * (2 - beta)
  const agreed = direction.reduce((sum, s) => sum + s * s, 0)
  const caution = Math.max(0.5, Math.min(1e6, from.caution * exp(beta * (gamma - agreed / 1.5))))
  return { rows: moved, caution, direction, gamma }
}

/** The least share of a value: all coordinates at their likeliest value still meet with probability 0.73. */
export const shareFloor = (coordinates: number, levels: number): number => (1 - pow(0.73, 1 / coordinates)) / (levels - 1)

/** Σ w (c − q), c one-hot. */
function gradient(row: Float64Array, picks: readonly Int32Array[], weights: Float64Array, c: number): Float64Array {
  const sum = new Float64Array(row.length)
  for (const [i, pick] of picks.entries()) {
    const w = weights[i]!
    const level = pick[c]!
    if (!(w > 0) || level < 0) continue
    for (let k = 0; k < row.length; k++) sum[k] = sum[k]! + w * ((k === level ? 1 : 0) - row[k]!)
  }
  return sum
}

/** The gradient times the root of the Fisher information, in the coordinates before the last. */
function fisherRoot(row: Float64Array, g: Float64Array): number[] {
  const last = row.at(-1)!
  const total = -g.at(-1)!
  return Array.from(row.subarray(0, -1), (q, k) => g[k]! / Math.sqrt(q) + (Math.sqrt(q) * total) / (last + Math.sqrt(last)))
}

/** Raised to the floor; what that takes is taken from the others by what they have above it. */
function floored(row: Float64Array, floor: number): Float64Array {
  const raised = row.map((q) => Math.max(q, floor))
  const spare = raised.reduce((sum, q) => sum + q - floor, 0)
  const wanted = 1 - floor * row.length
  return spare > 0 ? raised.map((q) => floor + ((q - floor) * wanted) / spare) : raised.fill(1 / row.length)
}

const freedom = (rows: readonly Float64Array[]): number => rows.reduce((sum, row) => sum + row.length - 1, 0)
