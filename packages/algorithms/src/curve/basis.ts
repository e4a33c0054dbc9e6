/** The shapes that learning curves are made of, as functions of t = step / last step: 48 powers (t + δ)^−γ and 16 exponentials e^(−g t). */
import { exp, log, pow } from "@diapason/math"

export const shapes = 64

/** ln of the share of all belief that a shape has before any data: one half for the powers together, one half for the exponentials. */
export const logShares: Float64Array = Float64Array.from({ length: shapes }, (_, k) => log(0.5 / (k < 48 ? 48 : 16)))

/** The values of all shapes at t > 0. */
export function shapesAt(t: number): Float64Array {
  const values = new Float64Array(shapes)
  for (const [j, shift] of shifts.entries()) {
    const base = log(t + shift)
    for (let k = 0; k < 16; k++) values[16 * j + k] = exp(-powers[k]! * base)
  }
  for (let k = 0; k < 16; k++) values[48 + k] = exp(-rates[k]! * t)
  return values
}

const shifts = [0, 0.02, 0.1]

/** γ = 0.05 · 1.28^k. */
const powers = Float64Array.from({ length: 16 }, (_, k) => 0.05 * pow(1.28, k))

/** g = 0.5 · 1.49^k. */
const rates = Float64Array.from({ length: 16 }, (_, k) => 0.5 * pow(1.49, k))
