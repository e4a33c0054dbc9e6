/** A bowl whose axes differ in curvature by up to a thousand: Σ 1000^(i/(d-1)) xᵢ², minimum 0 at the origin. */
export const ellipsoid = (x: readonly number[]): number => x.reduce((sum, xi, i) => sum + Math.pow(1000, i / (x.length - 1)) * xi * xi, 0)
