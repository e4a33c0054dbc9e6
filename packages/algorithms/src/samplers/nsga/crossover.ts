/**
 * Simulated binary crossover (Deb & Agrawal 1995, η = 20): two numbers as far from each other as their parents, more or less, about the
 * same mean. `u` is uniform on (0, 1); the results may lie beyond [0, 1].
 */
import { pow } from "@diapason/math"

export function simulatedBinary(a: number, b: number, u: number): readonly [number, number] {
  const spread = pow(u <= 0.5 ? 2 * u : 1 / (2 * (1 - u)), 1 / (eta + 1))
  const [mean, half] = [(a + b) / 2, ((b - a) / 2) * spread]
  return [mean - half, mean + half]
}

/** Large: children are near their parents. */
const eta = 20
