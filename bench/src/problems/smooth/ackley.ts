/** Ackley 1987, usually on [-32.768, 32.768]ᵈ: a hole in a rippled plain, minimum 0 at the origin. */
export function ackley(x: readonly number[]): number {
  const squares = x.reduce((sum, xi) => sum + xi * xi, 0) / x.length
  const ripples = x.reduce((sum, xi) => sum + Math.cos(2 * Math.PI * xi), 0) / x.length
  return 20 - 20 * Math.exp(-0.2 * Math.sqrt(squares)) + (Math.E - Math.exp(ripples))
}
