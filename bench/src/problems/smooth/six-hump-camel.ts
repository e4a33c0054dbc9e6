/** The camel with six humps (Dixon and Szegő 1978), usually on [-3, 3] x [-2, 2]: minimum -1.031628 at ±(0.089842, -0.712656). */
export const sixHumpCamel = ([x1 = 0, x2 = 0]: readonly number[]): number =>
  (4 - 2.1 * x1 * x1 + (x1 * x1 * x1 * x1) / 3) * x1 * x1 + x1 * x2 + (4 * x2 * x2 - 4) * x2 * x2
