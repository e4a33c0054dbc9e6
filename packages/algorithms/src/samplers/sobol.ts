import type { Sampler } from "@diapason/core"
import { sobolPoint } from "@diapason/math"
import { alongSequence, substitute, type Along } from "./sequence.ts"

/**
 * Scrambled Sobol points: as even as points get, best when trials come in powers of two. The default design without a model, up to
 * 1111 dimensions. About 0.2 µs a coordinate. Sobol' 1967; Owen 1995; Joe & Kuo 2008.
 */
export const sobol = (): Sampler<Along> =>
  alongSequence("sobol/1", ({ seed }, d) => ({
    point(number, tryNumber) {
      const index = substitute(number, tryNumber)
      return index === undefined ? undefined : sobolPoint(index, d, seed)
    },
    describe: (number) => `point ${number} of a scrambled Sobol sequence`,
  }))
