/** Michalewicz 1992 with steepness 10 on [0, π]ᵈ: narrow valleys; minimum -4.687658 with five variables. */
export const michalewicz = (x: readonly number[]): number =>
  -x.reduce((sum, xi, i) => sum + Math.sin(xi) * Math.pow(Math.sin(((i + 1) * xi * xi) / Math.PI), 20), 0)
