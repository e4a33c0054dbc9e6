/** Griewank 1981, usually on [-600, 600]ᵈ: a bowl with ripples, minimum 0 at the origin. */
export const griewank = (x: readonly number[]): number =>
  1 + x.reduce((sum, xi) => sum + (xi * xi) / 4000, 0) - x.reduce((product, xi, i) => product * Math.cos(xi / Math.sqrt(i + 1)), 1)
