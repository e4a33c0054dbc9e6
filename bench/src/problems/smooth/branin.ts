/** Branin and Hoo 1972 on [-5, 10] x [0, 15]: three equal minima of 0.397887, one at (π, 2.275). */
export function branin([x1 = 0, x2 = 0]: readonly number[]): number {
  const valley = x2 - (5.1 / (4 * Math.PI * Math.PI)) * x1 * x1 + (5 / Math.PI) * x1 - 6
  return valley * valley + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) + 10
}
