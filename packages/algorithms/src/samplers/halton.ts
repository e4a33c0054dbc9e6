import type { Sampler } from "@diapason/core"
import { haltonPoint } from "@diapason/math"
import { alongSequence, substitute, type Along } from "./sequence.ts"

/**
 * Scrambled Halton points: even for any number of trials, not only powers of two; beyond some dozens of dimensions random is as
 * good. Halton 1960; Owen 2017.
 */
export const halton = (): Sampler<Along> =>
  alongSequence("halton/1", ({ seed }, d) => ({
    point(number, tryNumber) {
      const index = substitute(number, tryNumber)
      return index === undefined ? undefined : haltonPoint(index, d, seed)
    },
    describe: (number) => `point ${number} of a scrambled Halton sequence`,
  }))
