/** Zakharov, usually on [-5, 10]ᵈ: a plate with one steep direction, minimum 0 at the origin. */
export function zakharov(x: readonly number[]): number {
  const squares = x.reduce((sum, xi) => sum + xi * xi, 0)
  const slant = x.reduce((sum, xi, i) => sum + 0.5 * (i + 1) * xi, 0)
  return squares + slant * slant + slant * slant * slant * slant
}
