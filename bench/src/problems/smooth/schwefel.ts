/** Schwefel 1981 on [-500, 500]ᵈ: the second best valley lies far away; minimum 0 near 420.9687 throughout. */
export const schwefel = (x: readonly number[]): number =>
  418.98288727243378 * x.length - x.reduce((sum, xi) => sum + xi * Math.sin(Math.sqrt(Math.abs(xi))), 0)
