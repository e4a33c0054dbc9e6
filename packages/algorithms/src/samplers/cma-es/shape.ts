/** What a covariance may look like: full, d × d by rows, or its diagonal alone, which is what many dimensions can afford. */
import { symmetricEigen } from "@diapason/math"

export interface Shape {
  readonly name: "full" | "diagonal"
  /** The identity. */
  unit(d: number): Float64Array
  variance(covariance: Float64Array, j: number): number
  /** Adds a multiple of y yᵀ, in place. */
  add(covariance: Float64Array, factor: number, y: Float64Array): void
  axes(covariance: Float64Array): Axes
}

/** The principal axes of C = B D² Bᵀ. */
export interface Axes {
  /** D, ascending for a full covariance; above 0 always. */
  readonly lengths: Float64Array
  /** Row k is the direction of `lengths[k]`; none when the axes are the coordinates. */
  readonly directions: Float64Array | undefined
  /** B D z. */
  stretch(z: Float64Array): Float64Array
  /** C^{−1/2} y. */
  whiten(y: Float64Array): Float64Array
}

export const full: Shape = {
  name: "full",
  unit(d) {
    const covariance = new Float64Array(d * d)
    for (let j = 0; j < d; j++) covariance[j * d + j] = 1
    return covariance
  },
  variance: (covariance, j) => covariance[j * (Math.sqrt(covariance.length) + 1)]!,
  add(covariance, factor, y) {
    const d = y.length
    for (let i = 0; i < d; i++) {
      const scaled = factor * y[i]!
      for (let j = 0; j < d; j++) covariance[i * d + j] = covariance[i * d + j]! + scaled * y[j]!
    }
  },
  axes(covariance) {
    const d = Math.sqrt(covariance.length)
    const { values, vectors } = symmetricEigen(covariance, d)
    const lengths = above(values)
    const along = (y: Float64Array, k: number): number => {
      let sum = 0
      for (let i = 0; i < d; i++) sum += vectors[k * d + i]! * y[i]!
      return sum
    }
    const onto = (weight: (k: number) => number): Float64Array => {
      const y = new Float64Array(d)
      for (let k = 0; k < d; k++) {
        const w = weight(k)
        for (let i = 0; i < d; i++) y[i] = y[i]! + w * vectors[k * d + i]!
      }
      return y
    }
    return {
      lengths,
      directions: vectors,
      stretch: (z) => onto((k) => lengths[k]! * z[k]!),
      whiten: (y) => onto((k) => along(y, k) / lengths[k]!),
    }
  },
}

export const diagonal: Shape = {
  name: "diagonal",
  unit: (d) => new Float64Array(d).fill(1),
  variance: (covariance, j) => covariance[j]!,
  add(covariance, factor, y) {
    for (let j = 0; j < y.length; j++) covariance[j] = covariance[j]! + factor * y[j]! * y[j]!
  },
  axes(covariance) {
    const lengths = above(covariance)
    return {
      lengths,
      directions: undefined,
      stretch: (z) => z.map((x, j) => x * lengths[j]!),
      whiten: (y) => y.map((x, j) => x / lengths[j]!),
    }
  },
}

/** Square roots; what rounding made too small or negative counts as 1e-20 of the largest. */
function above(variances: Float64Array): Float64Array {
  const least = variances.reduce((most, x) => Math.max(most, x), 1e-300) * 1e-20
  return variances.map((x) => Math.sqrt(Math.max(x, least)))
}
