import { rng } from "@diapason/math"
import { inputs, type Digits, type Part } from "../../src/population/digits.ts"

/** Random pictures whose digit is the brightest of their first ten points. */
export function pictures(count: number, seed: number): Part {
  const draw = rng(seed, 0, "random")
  const pixels = Float64Array.from({ length: count * inputs }, () => draw.uniform())
  const labels = Uint8Array.from({ length: count }, (_, i) => {
    const points = pixels.subarray(i * inputs, i * inputs + 10)
    return points.indexOf(Math.max(...points))
  })
  return { count, pixels, labels }
}

export const fewDigits: Digits = { train: pictures(32, 1), validation: pictures(50, 2), test: pictures(60, 3) }
