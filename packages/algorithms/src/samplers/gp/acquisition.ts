/** How much a point of the cube is worth trying, on a logarithmic scale: larger is better, and sums weigh several wishes against each other. */
export interface Acquisition {
  /** The worth of `x`. */
  value(x: Float64Array): number
  /** The worth of `x`; adds its slope in the coordinates to `gradient`. */
  slope(x: Float64Array, gradient: Float64Array): number
}

/** The product of the worths. */
export const together = (terms: readonly Acquisition[]): Acquisition => ({
  value: (x) => terms.reduce((sum, term) => sum + term.value(x), 0),
  slope: (x, gradient) => terms.reduce((sum, term) => sum + term.slope(x, gradient), 0),
})
