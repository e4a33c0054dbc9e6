/** Dixon and Price 1989, usually on [-10, 10]ᵈ: minimum 0 where xᵢ = 2^(-(2ⁱ - 2) / 2ⁱ), i from 1. */
export const dixonPrice = (x: readonly number[]): number =>
  x.slice(1).reduce((sum, xi, i) => sum + (i + 2) * (2 * xi * xi - x[i]!) * (2 * xi * xi - x[i]!), (x[0]! - 1) * (x[0]! - 1))
