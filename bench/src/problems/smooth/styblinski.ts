/** Styblinski and Tang 1990 on [-5, 5]ᵈ: two wells a coordinate, minimum -39.16617 d at -2.903534 throughout. */
export const styblinski = (x: readonly number[]): number => x.reduce((sum, xi) => sum + (xi * xi * (xi * xi - 16) + 5 * xi) / 2, 0)
