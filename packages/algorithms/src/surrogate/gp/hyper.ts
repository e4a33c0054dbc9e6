import type { Bends } from "./bend.ts"

/** The hyperparameters of a Gaussian process: what its kernel and its noise are scaled by. */
export interface Hyper {
  /** 1/ℓ_j² for each column. */
  readonly inverseSquares: Float64Array
  /** Signal variance σ_f². */
  readonly signal: number
  /** Noise variance σ_n². */
  readonly noise: number
  /** How axes are bent before the kernel measures along them; not at all where this is not said. */
  readonly bends?: Bends
}
